using AppleAnalytics.Curation;
using AppleAnalytics.Lake;
using AppleAnalytics.Landing;
using AppleAnalytics.Readers;
using AppleAnalytics.Reports;

namespace AppleAnalytics.Interop.Tests.Golden;

/// <summary>
/// Deliveries and answers both written by hand from Apple's text ("Data Completeness and Corrections": use the latest
/// instance, never merge), through the real steps. Nothing here is computed by the simulator or by the pipeline.
/// A row of an answer is <c>download type|territory|counts|total_downloads|instance</c>.
/// </summary>
public sealed class GoldenTests
{
    static readonly DateOnly Monday = new(2026, 3, 2);
    static readonly DateOnly Tuesday = Monday.AddDays(1);
    static readonly DateOnly Wednesday = Monday.AddDays(2);
    static readonly DateOnly Thursday = Monday.AddDays(3);

    [NodeFact]
    public async Task A_newer_instance_replaces_the_dates_it_holds_and_no_other()
    {
        await using var lake = await GoldenLake.CreateAsync();
        await lake.DeliverAsync(new("first", Wednesday,
        [
            new("first-0",
                "2026-03-02|First-time download|US|10",
                "2026-03-02|Redownload|US|4",
                "2026-03-02|Auto-update|US|100",
                "2026-03-03|First-time download|US|7"),
        ]));
        await lake.DeliverAsync(new("second", Thursday,
        [
            new("second-0",
                "2026-03-03|First-time download|US|9",
                "2026-03-03|First-time download|DE|1",
                "2026-03-04|Restore|US|3"),
        ]));

        await lake.HoldsAsync(Monday,
            "Auto-update|US|100|0|first",
            "First-time download|US|10|10|first",
            "Redownload|US|4|4|first");
        await lake.HoldsAsync(Tuesday,
            "First-time download|DE|1|1|second",
            "First-time download|US|9|9|second");
        await lake.HoldsAsync(Wednesday, "Restore|US|3|0|second");
    }

    [NodeFact]
    public async Task A_late_older_instance_fills_gaps_and_overwrites_nothing()
    {
        await using var lake = await GoldenLake.CreateAsync();
        await lake.DeliverAsync(new("newer", Thursday, [new("newer-0", "2026-03-03|First-time download|US|9")]));

        var late = await lake.DeliverAsync(new("older", Wednesday,
        [
            new("older-0", "2026-03-02|First-time download|US|10", "2026-03-03|First-time download|US|7"),
        ]));

        Assert.Equal((2L, 1L, 1L, 0L), (late.RowsIn, late.RowsPublished, late.RowsSuperseded, late.RowsQuarantined));
        await lake.HoldsAsync(Monday, "First-time download|US|10|10|older");
        await lake.HoldsAsync(Tuesday, "First-time download|US|9|9|newer");
    }

    [NodeFact]
    public async Task A_date_that_vanishes_from_a_newer_instance_stays_as_it_was()
    {
        await using var lake = await GoldenLake.CreateAsync();
        await lake.DeliverAsync(new("first", Wednesday,
        [
            new("first-0", "2026-03-02|First-time download|US|10", "2026-03-03|First-time download|US|7"),
        ]));
        await lake.DeliverAsync(new("second", Thursday, [new("second-0", "2026-03-04|First-time download|US|5")]));

        await lake.HoldsAsync(Monday, "First-time download|US|10|10|first");
        await lake.HoldsAsync(Tuesday, "First-time download|US|7|7|first");
        await lake.HoldsAsync(Wednesday, "First-time download|US|5|5|second");
    }

    [NodeFact]
    public async Task A_header_only_instance_over_rows_changes_no_partition()
    {
        await using var lake = await GoldenLake.CreateAsync();
        await lake.DeliverAsync(new("first", Wednesday, [new("first-0", "2026-03-02|First-time download|US|10")]));

        var bare = await lake.DeliverAsync(new("bare", Thursday, [new("bare-0")]));

        Assert.Equal(InstanceOutcome.HeaderOnly, bare.State);
        await lake.HoldsAsync(Monday, "First-time download|US|10|10|first");
        lake.HoldsNothing(Tuesday);
    }

    [NodeTheory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Of_a_snapshot_and_an_ongoing_instance_of_one_processing_date_the_ongoing_one_wins(bool snapshotFirst)
    {
        await using var lake = await GoldenLake.CreateAsync();
        var snapshot = new Delivery("zz-snapshot", Wednesday,
            [new("snapshot-0", "2026-03-01|First-time download|US|1", "2026-03-02|First-time download|US|8")],
            Request: "request-2", Access: AccessType.OneTimeSnapshot);
        var ongoing = new Delivery("aa-ongoing", Wednesday,
            [new("ongoing-0", "2026-03-02|First-time download|US|10", "2026-03-03|First-time download|US|7")]);

        await lake.DeliverAsync(snapshotFirst ? snapshot : ongoing);
        await lake.DeliverAsync(snapshotFirst ? ongoing : snapshot);

        await lake.HoldsAsync(Monday.AddDays(-1), "First-time download|US|1|1|zz-snapshot");
        await lake.HoldsAsync(Monday, "First-time download|US|10|10|aa-ongoing");
        await lake.HoldsAsync(Tuesday, "First-time download|US|7|7|aa-ongoing");
    }

    [NodeTheory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task After_a_request_was_deleted_and_recreated_the_later_requests_instance_wins_a_shared_processing_date(bool inOrder)
    {
        await using var lake = await GoldenLake.CreateAsync();
        var before = new Delivery("zz-before", Wednesday, [new("before-0", "2026-03-02|First-time download|US|10", "2026-03-02|Redownload|US|2")]);
        var after = new Delivery("aa-after", Wednesday, [new("after-0", "2026-03-02|First-time download|US|11")], Request: "request-9", Sequence: 2);

        await lake.DeliverAsync(inOrder ? before : after);
        await lake.DeliverAsync(inOrder ? after : before);

        await lake.HoldsAsync(Monday, "First-time download|US|11|11|aa-after");
    }

    [NodeFact]
    public async Task An_instance_whose_second_segment_arrives_later_is_published_whole_or_not_at_all()
    {
        await using var lake = await GoldenLake.CreateAsync();
        var missing = new DeliveredSegment("two-1", "2026-03-02|First-time download|DE|5") { Available = false };
        var delivery = new Delivery("two", Wednesday, [new("two-0", "2026-03-02|First-time download|US|10"), missing]);

        var first = await lake.DeliverAndLandAsync(delivery);

        Assert.Equal(LandState.Failed, first.State);
        Assert.NotEmpty(first.Message);
        lake.HoldsNothing(Monday);

        missing.Available = true;
        var second = await lake.FindLandAndCurateAsync(delivery);

        Assert.Equal(2, second.RowsPublished);
        await lake.HoldsAsync(Monday,
            "First-time download|DE|5|5|two",
            "First-time download|US|10|10|two");
    }

    [NodeFact]
    public async Task Equal_rows_of_one_instance_are_all_kept()
    {
        await using var lake = await GoldenLake.CreateAsync();
        await lake.DeliverAsync(new("twins", Wednesday,
        [
            new("twins-0", "2026-03-02|First-time download|US|10", "2026-03-02|First-time download|US|10"),
            new("twins-1", "2026-03-02|First-time download|US|10"),
        ]));

        await lake.HoldsAsync(Monday,
            "First-time download|US|10|10|twins",
            "First-time download|US|10|10|twins",
            "First-time download|US|10|10|twins");
    }

    [NodeFact]
    public async Task A_kill_between_the_second_and_third_date_leaves_whole_dates_and_the_replay_finishes_them()
    {
        await using var lake = await GoldenLake.CreateAsync();
        await lake.DeliverAsync(new("first", Wednesday,
        [
            new("first-0",
                "2026-03-01|First-time download|US|1",
                "2026-03-02|First-time download|US|2",
                "2026-03-03|First-time download|US|3"),
        ]));
        var restated = new Delivery("second", Thursday,
        [
            new("second-0",
                "2026-03-01|First-time download|US|11",
                "2026-03-02|First-time download|US|12",
                "2026-03-03|First-time download|US|13"),
        ]);

        await lake.DeliverAndDieBeforePartitionAsync(restated, partition: 3);

        var killed = new List<string>();
        foreach (var date in new[] { Monday.AddDays(-1), Monday, Tuesday })
        {
            killed.Add(Assert.Single(await lake.InstancesAsync(date)));
        }

        Assert.Equal(["first", "second", "second"], killed.Order());

        await lake.FindLandAndCurateAsync(restated);

        await lake.HoldsAsync(Monday.AddDays(-1), "First-time download|US|11|11|second");
        await lake.HoldsAsync(Monday, "First-time download|US|12|12|second");
        await lake.HoldsAsync(Tuesday, "First-time download|US|13|13|second");
    }
}
