using AppleAnalytics.Landing;
using AppleAnalytics.Reports;

namespace AppleAnalytics.Lake;

public sealed class InstanceLedgerTests : IDisposable
{
    const long App = 1001;

    static readonly DateOnly Today = new(2026, 11, 20);

    readonly TempFolder _folder = new();
    readonly FolderObjectStore _store;
    readonly InstanceLedger _ledger;

    public InstanceLedgerTests()
    {
        _store = new(_folder.Path);
        _ledger = new(_store);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task WriteAsync_BatchOfOutcomes_WritesThemOverWhatOthersRecordedMeanwhile()
    {
        var batch = new LedgerBatch(_store);
        LedgerEntry Entry(string id, InstanceOutcome outcome) => new() { InstanceId = id, Table = "downloads", ProcessingDate = Today, Outcome = outcome };
        await batch.RecordAsync(App, Entry("a", InstanceOutcome.Failed), Today);
        await batch.RecordAsync(App, Entry("a", InstanceOutcome.Failed), Today);
        var parked = await batch.RecordAsync(App, Entry("a", InstanceOutcome.Failed), Today);
        await batch.RecordAsync(App, Entry("b", InstanceOutcome.Published), Today);
        await _ledger.RecordAsync(App, Entry("c", InstanceOutcome.Empty), Today);

        Assert.Equal((InstanceOutcome.Parked, 3), (parked.Outcome, parked.Attempts));
        Assert.Equal(["c"], (await _ledger.ReadAsync(App)).Entries.Keys);
        await batch.WriteAsync();

        var written = await _ledger.ReadAsync(App);
        Assert.Equal(["a", "b", "c"], written.Entries.Keys);
        Assert.Equal(parked, written.Find("a"));
    }

    [Fact]
    public async Task ReadAsync_NoLedger_IsEmpty() => Assert.Empty((await _ledger.ReadAsync(App)).Entries);

    [Theory]
    [InlineData(InstanceOutcome.Published)]
    [InlineData(InstanceOutcome.Superseded)]
    [InlineData(InstanceOutcome.HeaderOnly)]
    [InlineData(InstanceOutcome.Empty)]
    public async Task RecordAsync_SettledOutcome_IsSettled(InstanceOutcome outcome)
    {
        await RecordAsync("a", outcome);

        Assert.True((await _ledger.ReadAsync(App)).IsSettled("a"));
        Assert.False((await _ledger.ReadAsync(App)).IsSettled("b"));
    }

    [Fact]
    public async Task RecordAsync_ThirdFailure_Parks()
    {
        Assert.Equal((InstanceOutcome.Failed, 1), Short(await RecordAsync("a", InstanceOutcome.Failed)));
        Assert.Equal((InstanceOutcome.Failed, 2), Short(await RecordAsync("a", InstanceOutcome.Failed)));
        Assert.Equal((InstanceOutcome.Parked, 3), Short(await RecordAsync("a", InstanceOutcome.Failed)));
        Assert.True((await _ledger.ReadAsync(App)).IsParked("a"));
        Assert.False((await _ledger.ReadAsync(App)).IsSettled("a"));
    }

    [Fact]
    public async Task RecordAsync_SuccessAfterFailures_Settles()
    {
        await RecordAsync("a", InstanceOutcome.Failed);
        await RecordAsync("a", InstanceOutcome.Failed);

        Assert.Equal((InstanceOutcome.Published, 2), Short(await RecordAsync("a", InstanceOutcome.Published)));
        Assert.Null((await _ledger.ReadAsync(App)).Find("a")!.Message);
    }

    [Fact]
    public async Task RecordAsync_BelatedFailureOfSettledWork_ChangesNothing()
    {
        await RecordAsync("a", InstanceOutcome.Published);

        Assert.Equal((InstanceOutcome.Published, 0), Short(await RecordAsync("a", InstanceOutcome.Failed)));
    }

    [Fact]
    public async Task RecordAsync_OldEntries_Go()
    {
        await RecordAsync("old", InstanceOutcome.Published, Today.AddDays(-41));
        await RecordAsync("edge", InstanceOutcome.Published, Today.AddDays(-40));
        await RecordAsync("new", InstanceOutcome.Published, Today);

        Assert.Equal(["edge", "new"], (await _ledger.ReadAsync(App)).Entries.Keys);
    }

    [Fact]
    public async Task RecordAsync_TheSameTwice_RewritesNothing()
    {
        await RecordAsync("a", InstanceOutcome.Published);
        var before = (await _store.HeadAsync(LakeLayout.Ledger(App)))!.ETag;

        await RecordAsync("a", InstanceOutcome.Published);

        Assert.Equal(before, (await _store.HeadAsync(LakeLayout.Ledger(App)))!.ETag);
    }

    [Fact]
    public async Task RecordAsync_ManyAtOnce_KeepsEach()
    {
        await Task.WhenAll(Enumerable.Range(0, 20).Select(i => Task.Run(() => RecordAsync($"i{i:00}", InstanceOutcome.Published))));

        Assert.Equal(20, (await _ledger.ReadAsync(App)).Entries.Count);
    }

    [Fact]
    public async Task RecordListedAsync_KnownInstance_StaysAsItIs()
    {
        var first = new DateTimeOffset(2026, 11, 20, 9, 30, 0, TimeSpan.Zero);
        await _ledger.RecordListedAsync(App, [Reference("a"), Reference("b")], first);
        await RecordAsync("a", InstanceOutcome.Published);
        await _ledger.RecordListedAsync(App, [Reference("a"), Reference("b")], first.AddDays(1));

        var entries = (await _ledger.ReadAsync(App)).Entries;
        Assert.Equal((InstanceOutcome.Published, first), (entries["a"].Outcome, entries["a"].ListedAt));
        Assert.Equal((InstanceOutcome.Listed, first), (entries["b"].Outcome, entries["b"].ListedAt));
    }

    [Fact]
    public async Task ReleaseAsync_ParkedInstance_IsDueAgain()
    {
        for (var i = 0; i < 3; i++)
        {
            await RecordAsync("a", InstanceOutcome.Failed);
        }

        Assert.True(await _ledger.ReleaseAsync(App, "a"));
        Assert.False(await _ledger.ReleaseAsync(App, "a"));
        Assert.Equal((InstanceOutcome.Failed, 1), Short(await RecordAsync("a", InstanceOutcome.Failed)));
    }

    [Fact]
    public async Task ReadAsync_BrokenLedger_SaysWhichObject()
    {
        await _store.PutAsync(LakeLayout.Ledger(App), "{ not json"u8.ToArray(), PutOptions.Always);

        var fault = await Assert.ThrowsAsync<LakeException>(() => _ledger.ReadAsync(App));

        Assert.Contains("state/ledger/app_id=1001.json", fault.Message, StringComparison.Ordinal);
    }

    static (InstanceOutcome, int) Short(LedgerEntry entry) => (entry.Outcome, entry.Attempts);

    static InstanceReference Reference(string id) => new()
    {
        Table = "downloads", AppId = App, RequestId = "r", AccessType = AccessType.Ongoing, RequestSequence = 1, ProcessingDate = Today, InstanceId = id,
    };

    Task<LedgerEntry> RecordAsync(string id, InstanceOutcome outcome, DateOnly? processingDate = null) => _ledger.RecordAsync(
        App,
        new() { InstanceId = id, Table = "downloads", ProcessingDate = processingDate ?? Today, Outcome = outcome, Message = outcome == InstanceOutcome.Failed ? "why" : null },
        Today);
}
