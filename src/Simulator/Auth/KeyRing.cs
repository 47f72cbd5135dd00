namespace AppleAnalytics.Simulator.Auth;

/// <summary>The account's keys: one per role, and an individual Admin key.</summary>
internal sealed class KeyRing : IDisposable
{
    private readonly ApiKey[] _keys;

    public KeyRing()
    {
        var issuer = Guid.NewGuid().ToString("D");
        _keys = [.. Enum.GetValues<SimulatorRole>().Select(role => ApiKey.Create(issuer, role)), ApiKey.Create(null, SimulatorRole.Admin)];
    }

    public SimulatorCredentials Individual => _keys[^1].Credentials;

    public SimulatorCredentials Of(SimulatorRole role) => Array.Find(_keys, key => key.Role == role)!.Credentials;

    public ApiKey? Find(string? keyId) => Array.Find(_keys, key => key.Credentials.KeyId == keyId);

    public void Dispose() => Array.ForEach(_keys, key => key.Dispose());
}
