using AppleAnalytics.Curation;
using System.Text;
using AppleAnalytics.Lake;
using AppleAnalytics.Landing;
using AppleAnalytics.Quality;
using AppleAnalytics.Reports;

namespace AppleAnalytics.Publishing;

public sealed class InstancePublisherTests : IDisposable
{
    static readonly Delivery Nineteen = new(19, "i19", (17, "US", 5), (18, "US", 7), (18, "DE", 1));
    static readonly Delivery Twenty = new(20, "i20", (18, "US", 8), (18, "DE", 1), (18, "FR", 2), (19, "US", 9));
    static readonly Delivery TwentyOne = new(21, "i21", (19, "US", 10), (20, "US", 11));

    readonly PublishingLake _publishing = new();

    public void Dispose() => _publishing.Dispose();

    [Fact]
    public async Task RunAsync_NewInstance_PublishesEveryDate()
    {
        var outcome = await _publishing.DeliverAsync(Nineteen);

        Assert.Equal((InstanceOutcome.Published, 3L, 3L, 2, 1.0), (outcome.State, outcome.RowsIn, outcome.RowsPublished, outcome.PartitionsPublished, outcome.Quality!.LowestScore));
        Assert.Equal(["17: 1 of i19", "18: 2 of i19"], await _publishing.RowsAsync());
        var manifest = await _publishing.Manifests.ReadAsync("downloads", PublishingLake.App);
        Assert.Equal(8, manifest.Partitions[new(2026, 11, 18)].Sums["counts"]);
        Assert.True((await _publishing.Ledger.ReadAsync(PublishingLake.App)).IsSettled("i19"));
        Assert.NotNull(await _publishing.Store.HeadAsync("state/unregistered/downloads/2026-11-18/1001"));
        Assert.NotNull(await _publishing.Store.HeadAsync("quality/downloads/dt=2026-11-19/app_id=1001/i19.json"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task RunAsync_AnyOrderOfDeliveries_LeavesTheNewestRowsOfEveryDate(bool inS3)
    {
        SortedDictionary<string, string>? first = null;
        foreach (var order in Permutations([Nineteen, Twenty, TwentyOne]))
        {
            using var publishing = new PublishingLake(inS3);
            foreach (var delivery in order)
            {
                var outcome = await publishing.DeliverAsync(delivery);
                Assert.Equal(outcome.RowsIn, outcome.RowsPublished + outcome.RowsSuperseded + outcome.RowsQuarantined);
            }

            Assert.Equal(["17: 1 of i19", "18: 3 of i20", "19: 1 of i21", "20: 1 of i21"], await publishing.RowsAsync());
            var bytes = await publishing.BytesAsync("curated/", "state/manifests/");
            Assert.Equal(first ??= bytes, bytes);
        }
    }

    [Fact]
    public async Task RunAsync_LateOlderInstance_IsSuperseded()
    {
        await _publishing.DeliverAsync(TwentyOne);
        await _publishing.DeliverAsync(Twenty);
        var outcome = await _publishing.DeliverAsync(new(19, "late", (18, "US", 1), (19, "US", 1)));

        Assert.Equal((InstanceOutcome.Superseded, 2L), (outcome.State, outcome.RowsSuperseded));
        Assert.True((await _publishing.Ledger.ReadAsync(PublishingLake.App)).IsSettled("late"));
    }

    [Fact]
    public async Task RunAsync_EverythingAtOnceAndTwice_LeavesTheNewestRowsOfEveryDate()
    {
        Delivery[] deliveries = [Nineteen, Twenty, TwentyOne];
        foreach (var delivery in deliveries)
        {
            await _publishing.LandAsync(delivery);
        }

        await Task.WhenAll(deliveries.Concat(deliveries).Concat(deliveries).Select(d => Task.Run(() => _publishing.CurateAsync(d))));

        using var calm = new PublishingLake();
        foreach (var delivery in deliveries)
        {
            await calm.DeliverAsync(delivery);
        }

        Assert.Equal(await calm.BytesAsync("curated/", "raw/", "state/manifests/", "state/unregistered/"), await _publishing.BytesAsync("curated/", "raw/", "state/manifests/", "state/unregistered/"));
    }

    [Fact]
    public async Task RunAsync_TheSameTwice_ChangesNoByte()
    {
        await _publishing.DeliverAsync(Nineteen);
        await _publishing.DeliverAsync(new(20, "with junk", (18, "US", 8), (19, "junk", 0)), thresholds: new() { MaxRejectedFraction = 1 });
        var before = await _publishing.BytesAsync();

        await _publishing.DeliverAsync(Nineteen);
        var again = await _publishing.DeliverAsync(new(20, "with junk", (18, "US", 8), (19, "junk", 0)), thresholds: new() { MaxRejectedFraction = 1 });

        // The first delivery's dates may by now stand from the second.
        Assert.Equal(WithoutLedger(before), WithoutLedger(await _publishing.BytesAsync()));
        Assert.Equal((InstanceOutcome.Published, 0, 1), (again.State, again.PartitionsPublished, again.PartitionsUnchanged));
    }

    [Fact]
    public async Task RunAsync_SnapshotAndOngoingOfOneDay_OngoingWinsInBothOrders()
    {
        var snapshot = new Delivery(20, "zz-snapshot", (1, "US", 1), (18, "US", 1), (19, "US", 1)) { AccessType = AccessType.OneTimeSnapshot, RequestSequence = 9 };
        foreach (var order in Permutations([snapshot, Twenty]))
        {
            using var publishing = new PublishingLake();
            foreach (var delivery in order)
            {
                await publishing.DeliverAsync(delivery);
            }

            Assert.Equal(["01: 1 of zz-snapshot", "18: 3 of i20", "19: 1 of i20"], await publishing.RowsAsync());
        }
    }

    [Fact]
    public async Task RunAsync_RequestDeletedAndRecreated_TheLaterRequestWins()
    {
        var recreated = Twenty with { Id = "a-lower-id", RequestSequence = 2 };
        await _publishing.DeliverAsync(recreated);
        var outcome = await _publishing.DeliverAsync(Twenty);

        Assert.Equal(InstanceOutcome.Superseded, outcome.State);
        Assert.Equal(["18: 3 of a-lower-id", "19: 1 of a-lower-id"], await _publishing.RowsAsync());
    }

    [Fact]
    public async Task RunAsync_DateThatVanishes_StandsUnconfirmed()
    {
        await _publishing.DeliverAsync(Twenty);
        var outcome = await _publishing.DeliverAsync(new(21, "without 19", (20, "US", 11)));

        Assert.Equal(1, outcome.PartitionsUnconfirmed);
        Assert.Equal(["18: 3 of i20", "19: 1 of i20", "20: 1 of without 19"], await _publishing.RowsAsync());
        var partitions = (await _publishing.Manifests.ReadAsync("downloads", PublishingLake.App)).Partitions;
        Assert.Equal([null, 21, null], partitions.Values.Select(p => p.UnconfirmedSince?.Day));
    }

    [Theory]
    [InlineData(InstanceContent.HeaderOnly, InstanceOutcome.HeaderOnly)]
    [InlineData(InstanceContent.NoSegments, InstanceOutcome.Empty)]
    [InlineData(InstanceContent.Rows, InstanceOutcome.HeaderOnly)]
    public async Task RunAsync_InstanceWithoutRows_ChangesNoPartition(InstanceContent content, InstanceOutcome expected)
    {
        await _publishing.DeliverAsync(Twenty);
        var before = await _publishing.BytesAsync("curated/");
        var outcome = await _publishing.DeliverAsync(new(21, "no rows") { Content = content });

        Assert.Equal((expected, 1), (outcome.State, outcome.PartitionsUnconfirmed));
        Assert.Equal(before, await _publishing.BytesAsync("curated/"));
        Assert.True((await _publishing.Ledger.ReadAsync(PublishingLake.App)).IsSettled("no rows"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task RunAsync_Snapshot_FillsAbsentDatesOnly_InWhateverOrder(bool snapshotFirst)
    {
        var snapshot = new Delivery(22, "history", (15, "US", 5), (18, "US", 6), (19, "US", 7)) { AccessType = AccessType.OneTimeSnapshot, RequestSequence = 2 };
        foreach (var delivery in snapshotFirst ? [snapshot, Twenty] : new[] { Twenty, snapshot })
        {
            await _publishing.DeliverAsync(delivery);
        }

        Assert.Equal(["15: 1 of history", "18: 3 of i20", "19: 1 of i20"], await _publishing.RowsAsync());
    }

    [Fact]
    public async Task RunAsync_SnapshotToldToReplace_WinsByVintage_AndFillsAgainWithoutThePin()
    {
        var snapshot = new Delivery(22, "history", (15, "US", 5), (18, "US", 6), (19, "US", 7)) { AccessType = AccessType.OneTimeSnapshot, RequestSequence = 2 };
        await _publishing.DeliverAsync(Twenty);
        await _publishing.DeliverAsync(snapshot);
        var pins = new Pins(_publishing.Store);
        var allowed = await new SnapshotReplacement(pins).RunAsync(new("backfill-1", [], ["downloads"], new(2026, 11, 18), new(2026, 11, 18), new(2026, 11, 20)));
        var outcome = await _publishing.CurateAsync(snapshot);

        Assert.Equal((2L, 1L), (outcome.RowsPublished, outcome.RowsSuperseded));
        Assert.Equal(["15: 1 of history", "18: 1 of history", "19: 1 of i20"], await _publishing.RowsAsync());

        Assert.True(await pins.RemoveAsync(Assert.Single(allowed.Pins)));
        await _publishing.CurateAsync(Twenty);
        Assert.Equal(["15: 1 of history", "18: 3 of i20", "19: 1 of i20"], await _publishing.RowsAsync());
    }

    [Fact]
    public async Task RunAsync_NoSegmentsYet_IsNotSettledUntilTheGraceIsOver()
    {
        var without = new Delivery(21, "late") { Content = InstanceContent.NoSegments };
        var first = await _publishing.DeliverAsync(without, today: new(2026, 11, 21));
        var second = await _publishing.DeliverAsync(without, today: new(2026, 11, 23));

        Assert.All([first, second], o => Assert.Equal(InstanceOutcome.AwaitingSegments, o.State));
        Assert.Contains("asked for again until 2026-11-23", Assert.Single(first.Findings), StringComparison.Ordinal);
        Assert.False((await _publishing.Ledger.ReadAsync(PublishingLake.App)).IsSettled("late"));

        Assert.Equal(InstanceOutcome.Empty, (await _publishing.DeliverAsync(without, today: new(2026, 11, 24))).State);
        Assert.True((await _publishing.Ledger.ReadAsync(PublishingLake.App)).IsSettled("late"));
    }

    [Fact]
    public async Task RunAsync_NoSegmentsAtFirst_IsPublishedWhenTheyCome()
    {
        await _publishing.DeliverAsync(new Delivery(21, "late") { Content = InstanceContent.NoSegments }, today: new(2026, 11, 21));
        var outcome = await _publishing.DeliverAsync(new Delivery(21, "late", (20, "US", 7)), today: new(2026, 11, 22));

        Assert.Equal((InstanceOutcome.Published, 0), (outcome.State, outcome.PartitionsUnconfirmed));
        Assert.Equal(["20: 1 of late"], await _publishing.RowsAsync());
    }

    [Fact]
    public async Task RunAsync_CriticalFindingAboutADate_BlocksThatDateAlone()
    {
        await _publishing.DeliverAsync(Nineteen);
        var outcome = await _publishing.DeliverAsync(new(20, "future", (18, "US", 1), (19, "US", 2), (25, "US", 3)));

        Assert.Equal((InstanceOutcome.Failed, 2L, 1L, 2), (outcome.State, outcome.RowsPublished, outcome.RowsBlocked, outcome.PartitionsPublished));
        Assert.Contains("2026-11-25 lies after the processing date", outcome.Message, StringComparison.Ordinal);
        Assert.Equal(["17: 1 of i19", "18: 1 of future", "19: 1 of future"], await _publishing.RowsAsync());
        Assert.False((await _publishing.Ledger.ReadAsync(PublishingLake.App)).IsSettled("future"));
    }

    [Fact]
    public async Task RunAsync_CriticalFindingAboutTheFile_BlocksTheInstanceAndParksIt()
    {
        await _publishing.DeliverAsync(Nineteen);
        var before = await _publishing.BytesAsync("curated/", "state/manifests/");
        var bad = new Delivery(20, "bad", (18, "US", 1), (19, "junk", 0), (19, "US", 1));

        Assert.Equal(InstanceOutcome.Failed, (await _publishing.DeliverAsync(bad)).State);
        Assert.Equal(InstanceOutcome.Failed, (await _publishing.DeliverAsync(bad)).State);
        var outcome = await _publishing.DeliverAsync(bad);

        Assert.Equal((InstanceOutcome.Parked, 3L, 1L, 2L), (outcome.State, outcome.RowsIn, outcome.RowsQuarantined, outcome.RowsBlocked));
        Assert.Equal(before, await _publishing.BytesAsync("curated/", "state/manifests/"));
        Assert.NotNull(await _publishing.Store.HeadAsync("quarantine/downloads/dt=2026-11-20/app_id=1001/bad.csv"));
    }

    [Fact]
    public async Task RunAsync_ForeignApp_BlocksTheInstance()
    {
        _publishing.Altered = c => new()
        {
            Dates = c.Dates, RowsIn = c.RowsIn, RowsQuarantined = 0, Quarantine = default, RejectReasons = c.RejectReasons, Drift = c.Drift, ForeignAppIds = [77],
        };

        var outcome = await _publishing.DeliverAsync(Nineteen);

        Assert.Equal((InstanceOutcome.Failed, 3L), (outcome.State, outcome.RowsBlocked));
        Assert.Empty(await _publishing.RowsAsync());
    }

    [Fact]
    public async Task RunAsync_InstanceThatHasNotLanded_FailsWithASentence()
    {
        var outcome = await _publishing.CurateAsync(Nineteen);

        Assert.Equal(InstanceOutcome.Failed, outcome.State);
        Assert.Contains("has not landed whole", outcome.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_RawSegmentLostOrCutShort_FailsWithASentence()
    {
        await _publishing.LandAsync(Nineteen);
        var key = LakeLayout.RawSegment("downloads", Nineteen.ProcessingDate, PublishingLake.App, "i19", "s1");
        await _publishing.Store.PutAsync(key, "x"u8.ToArray(), PutOptions.Always);
        Assert.Contains("has 1 bytes and was landed with", (await _publishing.CurateAsync(Nineteen)).Message, StringComparison.Ordinal);

        await _publishing.Store.DeleteAsync(key);
        Assert.Contains("is missing in the lake", (await _publishing.CurateAsync(Nineteen)).Message, StringComparison.Ordinal);
        Assert.Empty(await _publishing.RowsAsync());
    }

    [Fact]
    public async Task RunAsync_PinnedDate_StaysAtThePin()
    {
        await _publishing.DeliverAsync(Nineteen);
        await _publishing.DeliverAsync(Twenty);
        await _publishing.Store.PutJsonAsync(
            LakeLayout.PinsRoot + "p.json", new Pin { Table = "downloads", From = new(2026, 11, 18), To = new(2026, 11, 18), AsOf = new(2026, 11, 19), Reason = "bad delivery" });

        var newer = await _publishing.DeliverAsync(new(21, "newer", (18, "US", 1), (19, "US", 1)));
        Assert.Equal((1L, 1L), (newer.RowsPublished, newer.RowsSuperseded));

        // What the pin rules out gives way to what it allows, so recurating the older instance rolls the date back.
        var rolledBack = await _publishing.CurateAsync(Nineteen);
        Assert.Equal(2, rolledBack.PartitionsPublished + rolledBack.PartitionsUnchanged);
        Assert.Equal(["17: 1 of i19", "18: 2 of i19", "19: 1 of newer"], await _publishing.RowsAsync());
        Assert.Equal("i19", (await _publishing.Manifests.ReadAsync("downloads", PublishingLake.App)).Partitions[new(2026, 11, 18)].Vintage.InstanceId);
    }

    [Fact]
    public async Task RunAsync_ExcludedInstance_ChangesNothing()
    {
        await _publishing.Store.PutJsonAsync(LakeLayout.PinsRoot + "e.json", new Pin { ExcludedInstanceId = "i20", Reason = "Apple sent it twice" });

        var outcome = await _publishing.DeliverAsync(Twenty);

        Assert.Equal(InstanceOutcome.Superseded, outcome.State);
        Assert.Contains("Apple sent it twice", outcome.Message, StringComparison.Ordinal);
        Assert.Empty(await _publishing.RowsAsync());
    }

    [Fact]
    public async Task RunAsync_UnreadablePartitionInPlace_IsReplacedAndSaid()
    {
        await _publishing.Store.PutAsync(LakeLayout.Partition("downloads", new(2026, 11, 18), PublishingLake.App), "torn"u8.ToArray(), PutOptions.Always);

        var outcome = await _publishing.DeliverAsync(Nineteen);

        Assert.Equal(2, outcome.PartitionsPublished);
        Assert.Contains("was no readable file", outcome.Findings[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_ReplacedPartition_NeedsNoNewRegistration()
    {
        await _publishing.DeliverAsync(Nineteen);
        await _publishing.Store.DeleteAsync(LakeLayout.Unregistered("downloads", new(2026, 11, 18), PublishingLake.App));

        await _publishing.DeliverAsync(Twenty);

        Assert.Null(await _publishing.Store.HeadAsync(LakeLayout.Unregistered("downloads", new(2026, 11, 18), PublishingLake.App)));
        Assert.NotNull(await _publishing.Store.HeadAsync(LakeLayout.Unregistered("downloads", new(2026, 11, 19), PublishingLake.App)));
    }

    [Fact]
    public async Task RunAsync_QualityReport_HoldsNeitherClockNorRun()
    {
        await _publishing.DeliverAsync(Nineteen);
        var report = Encoding.UTF8.GetString((await _publishing.Store.ReadAsync("quality/downloads/dt=2026-11-19/app_id=1001/i19.json"))!.Value.Content);

        Assert.Contains("\"score\": 1,", report, StringComparison.Ordinal);
        Assert.DoesNotContain("T00:", report, StringComparison.Ordinal);
        var read = await _publishing.Store.ReadJsonAsync<QualityReport>("quality/downloads/dt=2026-11-19/app_id=1001/i19.json");
        Assert.Equal(8, read!.Dimensions.Count);
    }

    static IEnumerable<KeyValuePair<string, string>> WithoutLedger(SortedDictionary<string, string> bytes) =>
        bytes.Where(b => !b.Key.StartsWith("state/ledger/", StringComparison.Ordinal));

    static IEnumerable<T[]> Permutations<T>(T[] items) => items.Length <= 1
        ? [items]
        : items.SelectMany((item, i) => Permutations(items.Where((_, j) => j != i).ToArray()).Select(rest => (T[])[item, .. rest]));
}
