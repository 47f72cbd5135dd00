using System.Globalization;
using AppleAnalytics.Simulator;

namespace AppleAnalytics.LocalHost.Tests.EndToEnd;

/// <summary><c>run</c> and <c>backfill</c> as processes against an App Store Connect-like server they know nothing about but its address.</summary>
public sealed class RunTests : IAsyncLifetime, IDisposable
{
    readonly TemporaryDirectory _directory = new();
    SimulatorServer _apple = null!;

    public async Task InitializeAsync() =>
        _apple = await SimulatorServer.StartAsync(InProcess.FewReviews with { Apps = 3, NewApps = 1, RequestAgeDays = 5, HourLimit = 100_000 });

    public async Task DisposeAsync() => await _apple.DisposeAsync();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Run_AgainstAnyServer_BringsTheDataInAndASecondRunDownloadsNothing()
    {
        var first = await RunAsync("run");

        Assert.True(first.ExitCode == 0, first.Output + first.Error);
        Assert.NotEmpty(Directory.GetFiles(_directory["lake/curated/downloads"], "data.parquet", SearchOption.AllDirectories));
        var posts = _apple.ReadStats().ReportRequestPosts;
        var downloads = _apple.ReadStats().Downloads;
        Assert.All(posts, p => Assert.Equal((1L, 0L), (p.Created, p.Conflicts)));
        Assert.True(downloads > 0);
        var curated = TemporaryDirectory.Hashes(_directory["lake/curated"]);

        var second = await RunAsync("run");

        Assert.True(second.ExitCode == 0, second.Output + second.Error);
        Assert.Equal(posts, _apple.ReadStats().ReportRequestPosts);
        Assert.Equal(downloads, _apple.ReadStats().Downloads);
        Assert.Equal(curated, TemporaryDirectory.Hashes(_directory["lake/curated"]));
    }

    [Fact]
    public async Task Run_OneAppAndOneTable_TouchesNothingElse()
    {
        var app = _apple.Apps.First(a => !a.IsNew).Id;

        InProcess.Configure(_directory.Path, InProcess.Settings(_apple));

        var (exitCode, output, error) = await InProcess.RunAsync(_directory.Path, "run", "--apps", app.ToString(CultureInfo.InvariantCulture), "--tables", "downloads");

        Assert.True(exitCode == 0, output + error);
        Assert.Equal([_directory["lake/curated/downloads"]], Directory.GetDirectories(_directory["lake/curated"]));
        Assert.All(
            Directory.GetDirectories(_directory["lake/curated/downloads"]),
            day => Assert.Equal([Path.Combine(day, $"app_id={app}")], Directory.GetDirectories(day)));
    }

    [Fact]
    public async Task Run_KilledInTheMiddle_IsTakenUpAndPostsNothingTwice()
    {
        string started;
        await using (var killed = LocalHostProcess.Start(_directory.Path, Settings(), "run"))
        {
            started = await killed.WaitForLineAsync("run-");
            await killed.WaitForLineAsync("of 3 apps");
            await killed.KillAsync();
        }

        var (exitCode, output, error) = await RunAsync("run");

        Assert.True(exitCode == 0, output + error);
        var report = Assert.Single(Directory.GetFiles(_directory["lake/runs"], "run-*.json"));
        Assert.Contains(Path.GetFileNameWithoutExtension(report), started, StringComparison.Ordinal);
        Assert.Contains("Taking up " + Path.GetFileNameWithoutExtension(report), output, StringComparison.Ordinal);
        Assert.All(_apple.ReadStats().ReportRequestPosts, p => Assert.Equal((1L, 0L), (p.Created, p.Conflicts)));
    }

    [Fact]
    public async Task Backfill_TheSameRangeTwice_IsTheSameRun()
    {
        var from = _apple.Today.AddDays(-3).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var to = _apple.Today.AddDays(-2).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

        InProcess.Configure(_directory.Path, InProcess.Settings(_apple));

        var first = await InProcess.RunAsync(_directory.Path, "backfill", "--from", from, "--to", to, "--tables", "downloads");
        var second = await InProcess.RunAsync(_directory.Path, "backfill", "--from", from, "--to", to, "--tables", "DOWNLOADS");

        Assert.True(first.ExitCode == 0, first.Output + first.Error);
        Assert.True(second.ExitCode == 0, second.Output + second.Error);
        Assert.Single(Directory.GetFiles(_directory["lake/runs"], "backfill-*.json"));
    }

    Task<(int ExitCode, string Output, string Error)> RunAsync(params string[] args) => LocalHostProcess.RunAsync(_directory.Path, Settings(), args);

    Dictionary<string, string> Settings() => InProcess.Settings(_apple);
}
