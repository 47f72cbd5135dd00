using System.Net;
using System.Text.Json;
using AppleAnalytics.LocalHost.Commands;
using AppleAnalytics.Simulator;
using AppleAnalytics.Simulator.Faults;

namespace AppleAnalytics.LocalHost.Tests.EndToEnd;

/// <summary>The simulated bad month, on the system's clock.</summary>
public sealed class ChaosTests : IDisposable
{
    readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Serve_SimulateChaos_TellsTheTroublesAndSetsTheFaults()
    {
        await using var serve = LocalHostProcess.Start(_directory.Path, new Dictionary<string, string>(), "serve", "--simulate", "--chaos", "--port", "0");
        var said = await serve.WaitForLineAsync("  Calls and downloads fail as ");
        var listening = await serve.WaitForLineAsync("Listening on ");
        using var http = new HttpClient();

        var faults = JsonSerializer.Deserialize<SimulatorFaults>(
            await http.GetStringAsync(said.Split(' ', StringSplitOptions.RemoveEmptyEntries).Single(word => word.StartsWith("http", StringComparison.Ordinal))),
            JsonSerializerOptions.Web);
        Assert.Equal(Chaos.Faults, faults);
        using var health = await http.GetAsync(listening["Listening on ".Length..] + "api/health");
        Assert.Equal(HttpStatusCode.OK, health.StatusCode);

        serve.Terminate();
        Assert.Equal(0, await serve.WaitForExitAsync());
        Assert.Empty(serve.Error);
    }

    [Fact]
    public async Task Run_InChaos_EndsWithEverythingOfAHealthyApp()
    {
        await using var apple = await SimulatorServer.StartAsync(InProcess.FewReviews with { RequestAgeDays = 3 });
        var troubles = Chaos.Begin(apple);
        InProcess.Configure(_directory.Path, InProcess.Settings(apple));
        var healthy = apple.Apps.First(app => !app.IsNew && troubles.All(t => !t.Contains(app.Name, StringComparison.Ordinal)));

        var (exitCode, output, error) = await InProcess.RunAsync(_directory.Path, "run", "--apps", $"{healthy.Id}", "--tables", "purchases");

        Assert.True(exitCode == ExitCodes.Success, output + error);
        var statuses = apple.ReadStats().Calls.Select(call => call.Status).ToHashSet();
        Assert.Contains(429, statuses);
        Assert.Contains(200, statuses);
        var record = Assert.Single(Directory.GetFiles(_directory.Path, "latest.json", SearchOption.AllDirectories));
        using var report = JsonDocument.Parse(await File.ReadAllBytesAsync(record));
        Assert.Equal("succeeded", report.RootElement.GetProperty("state").GetString());
        Assert.True(report.RootElement.GetProperty("api").GetProperty("rateLimited").GetInt32() > 0);
    }
}
