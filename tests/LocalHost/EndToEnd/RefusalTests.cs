using AppleAnalytics.LocalHost.Commands;
using AppleAnalytics.LocalHost.Configuration;
using AppleAnalytics.Simulator;

namespace AppleAnalytics.LocalHost.Tests.EndToEnd;

/// <summary>Exit codes and sentences when Apple or the lake says no.</summary>
public sealed class RefusalTests : IDisposable
{
    readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Run_KeyWithoutTheRole_FailsAndSaysSo()
    {
        await using var apple = await SimulatorServer.StartAsync(InProcess.FewReviews with { Apps = 1, NewApps = 0 });
        InProcess.Configure(_directory.Path, InProcess.Settings(apple, SimulatorRole.Developer));

        var (exitCode, output, error) = await InProcess.RunAsync(_directory.Path, "run");

        Assert.True(exitCode == ExitCodes.Failure, output + error);
        Assert.Contains("FAILED", output, StringComparison.Ordinal);
        Assert.Contains("role", output, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Run_OnADemosLake_IsRefused()
    {
        await using var apple = await SimulatorServer.StartAsync(InProcess.FewReviews with { Apps = 1, NewApps = 0 });
        InProcess.Configure(_directory.Path, InProcess.Settings(apple, SimulatorRole.Admin));
        var state = StateDirectory.Open(null, _directory.Path, "./lake");
        DemoSettings.Decide(state, _directory["lake"], null, null, null, new(2026, 11, 20)).Write(state);

        var (exitCode, output, error) = await InProcess.RunAsync(_directory.Path, "run");

        Assert.Equal(ExitCodes.UserMistake, exitCode);
        Assert.Contains("invented data", error, StringComparison.Ordinal);
        Assert.Empty(output);
    }

    [Fact]
    public async Task Status_WithoutALake_SaysHowToFillOneAndCreatesNone()
    {
        var (exitCode, _, error) = await InProcess.RunAsync(_directory.Path, "status");

        Assert.Equal(ExitCodes.UserMistake, exitCode);
        Assert.StartsWith("There is no lake at", error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_directory["lake"]));
    }
}
