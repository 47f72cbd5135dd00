using System.Text;

namespace AppleAnalytics.Security;

/// <summary>An App Store Connect API key. Its text form leaves the private key out.</summary>
/// <param name="IssuerId">The issuer of a team key; null for an individual key.</param>
/// <param name="KeyId">The key's id, which is no secret.</param>
/// <param name="PrivateKey">The private key: PEM, PKCS#8, curve P-256.</param>
public sealed record AppleKey(string? IssuerId, string KeyId, string PrivateKey)
{
    bool PrintMembers(StringBuilder builder)
    {
        builder.Append("KeyId = ").Append(KeyId).Append(", IssuerId = ").Append(IssuerId ?? "none");
        return true;
    }
}
