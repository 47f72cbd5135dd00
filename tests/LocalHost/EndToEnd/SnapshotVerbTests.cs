using System.Globalization;
using AppleAnalytics.Lake;
using AppleAnalytics.LocalHost.Commands;
using AppleAnalytics.Simulator;

namespace AppleAnalytics.LocalHost.Tests.EndToEnd;

/// <summary><c>backfill --snapshot</c>, <c>requests</c> and <c>status</c> on the command line.</summary>
public sealed class SnapshotVerbTests : IAsyncLifetime, IDisposable
{
    const int ManyApps = 92;

    readonly TemporaryDirectory _directory = new();
    SimulatorServer _apple = null!;

    public async Task InitializeAsync()
    {
        _apple = await SimulatorServer.StartAsync(new() { Apps = 2, NewApps = 1, RowsPerDate = 20, RequestAgeDays = 3, HistoryDays = 20, HourLimit = 100_000 });
        var settings = InProcess.Settings(_apple);
        settings["Reports__Tables"] = "downloads";
        InProcess.Configure(_directory.Path, settings);
    }

    public async Task DisposeAsync() => await _apple.DisposeAsync();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Backfill_Snapshot_EndsWellOnceRequested_AndIsReadWhenAskedAgain()
    {
        var asked = await RunAsync("backfill", "--snapshot");
        Assert.True(asked.ExitCode == ExitCodes.Success, asked.Output + asked.Error);
        Assert.Contains("Snapshots of 2 apps are requested", asked.Output, StringComparison.Ordinal);
        Assert.Contains($"look again on {_apple.Today.AddDays(2):yyyy-MM-dd}", asked.Output, StringComparison.Ordinal);
        Assert.Equal(2, _apple.ReadStats().ReportRequestPosts.Sum(p => p.AccessType == "ONE_TIME_SNAPSHOT" ? (int)p.Created : 0));

        var requests = await RunAsync("requests");
        Assert.Equal(ExitCodes.Success, requests.ExitCode);
        Assert.Equal(4, requests.Output.Split('\n').Count(l => l.Contains("ongoing", StringComparison.Ordinal) || l.Contains("snapshot", StringComparison.Ordinal)));
        Assert.Contains("3 created, 1 adopted", requests.Output, StringComparison.Ordinal);

        var status = await RunAsync("status");
        Assert.Equal(ExitCodes.Success, status.ExitCode);
        Assert.Contains("Apps: 1 ready, 1 waiting for first data.", status.Output, StringComparison.Ordinal);

        _apple.AdvanceTo(_apple.Today.AddDays(2));
        var again = await RunAsync("backfill", "--snapshot", "--no-wait");
        Assert.True(again.ExitCode == ExitCodes.Success, again.Output + again.Error);
        Assert.Contains("requested, run again", again.Output, StringComparison.Ordinal);
        Assert.True(Directory.Exists(_directory[$"lake/curated/downloads/dt={_apple.Today.AddDays(-18):yyyy-MM-dd}"]));

        var replaced = await RunAsync("backfill", "--snapshot", "--replace");
        Assert.True(replaced.ExitCode == ExitCodes.Success, replaced.Output + replaced.Error);
        Assert.Contains("Snapshots of 2 apps are read", replaced.Output, StringComparison.Ordinal);
        Assert.Contains("downloads.rows: ", replaced.Output, StringComparison.Ordinal);
        Assert.Contains(" after", replaced.Output, StringComparison.Ordinal);
        Assert.Equal(3, _apple.ReadStats().ReportRequestPosts.Sum(p => (int)p.Created));
    }

    [Fact]
    public async Task Status_NinetyTwoApps_AreOneLineEachWithWhatToDo()
    {
        var apps = Enumerable.Range(1, ManyApps).Select(i => new KnownApp { Id = 1_100_000_000 + i, Name = $"An app whose name is much too long {i}" }).ToList();
        await new AppDirectory(new FolderObjectStore(_directory["lake"])).RecordAsync(apps, DateOnly.FromDateTime(DateTime.UtcNow));
        var (exitCode, output, error) = await RunAsync("status");

        Assert.True(exitCode == ExitCodes.Success, error);
        var lines = output.Split('\n');
        Assert.All(apps, app => Assert.Contains("Start a run.", Assert.Single(lines, l => l.Contains(app.Id.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)), StringComparison.Ordinal));
        Assert.Contains("Apps: 92 not requested yet.", output, StringComparison.Ordinal);
        Assert.All(lines, l => Assert.True(l.Length <= 160, l));
    }

    Task<(int ExitCode, string Output, string Error)> RunAsync(params string[] args) => InProcess.RunAsync(_directory.Path, args);
}
