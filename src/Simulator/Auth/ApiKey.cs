using System.Security.Cryptography;

namespace AppleAnalytics.Simulator.Auth;

/// <summary>An API key of the account.</summary>
internal sealed class ApiKey(SimulatorCredentials credentials, ECDsa key) : IDisposable
{
    private readonly Lock _lock = new();

    public SimulatorCredentials Credentials { get; } = credentials;

    public SimulatorRole Role => Credentials.Role;

    public static ApiKey Create(string? issuerId, SimulatorRole role)
    {
        const string Alphabet = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";
        var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var keyId = RandomNumberGenerator.GetString(Alphabet, 10);
        return new ApiKey(new SimulatorCredentials(issuerId, keyId, key.ExportPkcs8PrivateKeyPem(), role), key);
    }

    public bool Verifies(ReadOnlySpan<byte> signed, ReadOnlySpan<byte> signature)
    {
        lock (_lock)
        {
            return key.VerifyData(signed, signature, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
        }
    }

    public void Dispose() => key.Dispose();
}
