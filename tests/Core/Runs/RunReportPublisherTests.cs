using AppleAnalytics.Lake;

namespace AppleAnalytics.Runs;

public sealed class RunReportPublisherTests : IDisposable
{
    static readonly DateTimeOffset Start = new(2026, 11, 20, 9, 30, 0, TimeSpan.Zero);

    readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task RunAsync_Reports_LatestIsTheOneThatEndedLast()
    {
        var publisher = new RunReportPublisher(new FolderObjectStore(_folder.Path));
        await publisher.RunAsync(Report("daily-2026-11-21", Start.AddDays(1)), default);
        await publisher.RunAsync(Report("daily-2026-11-20", Start), default);
        Assert.Equal("daily-2026-11-21", (await publisher.ReadLatestAsync(default))!.RunId);
        Assert.Equal("daily-2026-11-20", (await publisher.ReadAsync("daily-2026-11-20", default))!.RunId);
        Assert.Null(await publisher.ReadAsync("daily-2026-11-19", default));
    }

    [Fact]
    public async Task RunAsync_LookAtASnapshot_IsKeptAndNotTheLatest()
    {
        var publisher = new RunReportPublisher(new FolderObjectStore(_folder.Path));
        await publisher.RunAsync(Report("daily-2026-11-20", Start), default);
        await publisher.RunAsync(Report("snapshot-2026-11-21-42", Start.AddDays(1)) with { Kind = RunKind.Snapshot }, default);
        Assert.Equal("daily-2026-11-20", (await publisher.ReadLatestAsync(default))!.RunId);
        Assert.NotNull(await publisher.ReadAsync("snapshot-2026-11-21-42", default));
    }

    static RunReport Report(string id, DateTimeOffset at) => RunReportBuilder.Unplanned(
        new() { RunId = id, Kind = RunKind.Daily, Date = DateOnly.FromDateTime(at.UtcDateTime) }, new(0, "", "", "x", ""), Apple.ApiUsage.None, at, at);
}
