using System.Text.Json;
using AppleAnalytics.LocalHost.Commands;
using AppleAnalytics.LocalHost.Configuration;
using AppleAnalytics.Simulator;

namespace AppleAnalytics.LocalHost.Tests;

/// <summary>The command line without a process of its own, which costs a tenth; settings come from <c>local.settings.json</c>.</summary>
internal static class InProcess
{
    /// <summary>An account whose reviews go back a fortnight: reading years of them would be most of a test.</summary>
    public static SimulatorOptions FewReviews => new() { ReviewsFrom = DateOnly.FromDateTime(DateTime.UtcNow).AddDays(-14) };

    /// <summary>Runs a command line in a directory.</summary>
    public static async Task<(int ExitCode, string Output, string Error)> RunAsync(string directory, params string[] args)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var exitCode = await CommandLine.RunAsync(args, output, error, directory);
        return (exitCode, output.ToString(), error.ToString());
    }

    /// <summary>Writes the settings file of a directory.</summary>
    public static void Configure(string directory, IReadOnlyDictionary<string, string> settings) =>
        File.WriteAllText(Path.Combine(directory, LocalSettings.FileName), JsonSerializer.Serialize(new { Values = settings }));

    /// <summary>The settings that point at a server with a key of its own.</summary>
    public static Dictionary<string, string> Settings(SimulatorServer apple, SimulatorRole role = SimulatorRole.Admin)
    {
        var key = apple.CredentialsFor(role);
        return new()
        {
            ["Apple__BaseUrl"] = apple.BaseAddress.ToString(),
            ["Apple__IssuerId"] = key.IssuerId!,
            ["Apple__KeyId"] = key.KeyId,
            ["Apple__PrivateKey"] = key.PrivateKeyPem,
        };
    }
}
