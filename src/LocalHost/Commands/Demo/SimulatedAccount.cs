using AppleAnalytics.LocalHost.Configuration;
using AppleAnalytics.Simulator;

namespace AppleAnalytics.LocalHost.Commands;

/// <summary>The settings that point the function app at a simulator; to the app they are a key like any other.</summary>
internal static class SimulatedAccount
{
    /// <summary>Starts the simulator.</summary>
    /// <exception cref="UserMistakeException">What it remembers belongs to another account.</exception>
    public static async Task<SimulatorServer> StartAsync(SimulatorOptions account, CancellationToken cancellation)
    {
        try
        {
            return await SimulatorServer.StartAsync(account, cancellation);
        }
        catch (InvalidOperationException other)
        {
            throw new UserMistakeException(other.Message, other);
        }
    }

    /// <summary>Address and key of the simulator.</summary>
    public static Dictionary<string, string?> Settings(SimulatorServer simulator) => new()
    {
        ["Apple:BaseUrl"] = simulator.BaseAddress.ToString(),
        ["Apple:IssuerId"] = simulator.Credentials.IssuerId,
        ["Apple:KeyId"] = simulator.Credentials.KeyId,
        ["Apple:PrivateKey"] = simulator.Credentials.PrivateKeyPem,

        // What the settings may say of a real key does not apply to this one.
        ["Apple:PrivateKeyPath"] = null,
        ["Apple:SecretName"] = null,
    };

    /// <summary>The whole configuration of the demo.</summary>
    public static Dictionary<string, string?> Settings(SimulatorServer simulator, string lake, StateDirectory state)
    {
        var settings = Settings(simulator);
        settings["Lake:Root"] = lake;
        settings[StateDirectory.Key] = state.Path;
        return settings;
    }
}
