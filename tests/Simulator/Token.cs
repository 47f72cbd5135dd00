using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace AppleAnalytics.Simulator.Tests;

/// <summary>Tokens as a client makes them, right by default and wrong on demand.</summary>
internal static class Token
{
    public static string For(SimulatorCredentials credentials, DateTimeOffset? now = null, Action<Dictionary<string, object>>? claims = null,
        Action<Dictionary<string, object>>? header = null, DSASignatureFormat format = DSASignatureFormat.IeeeP1363FixedFieldConcatenation)
    {
        var issued = (now ?? DateTimeOffset.UtcNow).ToUnixTimeSeconds();
        var head = new Dictionary<string, object> { ["alg"] = "ES256", ["kid"] = credentials.KeyId, ["typ"] = "JWT" };
        var body = new Dictionary<string, object> { ["iat"] = issued, ["exp"] = issued + 1200, ["aud"] = "appstoreconnect-v1" };
        if (credentials.IssuerId is { } issuer)
        {
            body["iss"] = issuer;
        }
        else
        {
            body["sub"] = "user";
        }
        header?.Invoke(head);
        claims?.Invoke(body);
        using var key = ECDsa.Create();
        key.ImportFromPem(credentials.PrivateKeyPem);
        var signed = $"{Encode(head)}.{Encode(body)}";
        var signature = key.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256, format);
        return $"{signed}.{Base64Url.EncodeToString(signature)}";
    }

    private static string Encode(Dictionary<string, object> part) => Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(part));
}
