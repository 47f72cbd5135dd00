namespace AppleAnalytics.Simulator;

/// <summary>An API key the simulator accepts, as App Store Connect would hand it out.</summary>
/// <param name="IssuerId">Issuer id (UUID) of a team key; null for an individual key, whose tokens carry <c>sub: user</c> instead.</param>
/// <param name="KeyId">Ten characters, the <c>kid</c> of the token.</param>
/// <param name="PrivateKeyPem">PKCS#8 PEM of the P-256 key, as in Apple's <c>.p8</c> file. Made anew at every start.</param>
/// <param name="Role">What the key may do.</param>
public sealed record SimulatorCredentials(string? IssuerId, string KeyId, string PrivateKeyPem, SimulatorRole Role)
{
    /// <summary>Names the key without its secret.</summary>
    public override string ToString() => $"{KeyId} ({Role})";
}
