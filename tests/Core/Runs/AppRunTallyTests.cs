using AppleAnalytics.Curation;
using AppleAnalytics.Lake;
using AppleAnalytics.Landing;
using AppleAnalytics.Reports;
using AppleAnalytics.Reviews;

namespace AppleAnalytics.Runs;

public sealed class AppRunTallyTests
{
    static readonly PlannedApp App = new(42, "Example");

    [Fact]
    public void State_SeveralOfOneTable_KeepsTheHeaviest()
    {
        var tally = new AppRunTally(App);
        tally.State("downloads", TableState.Waiting);
        tally.Curated(Instance, new() { State = InstanceOutcome.Published, RowsIn = 3, RowsPublished = 3, PartitionsPublished = 2 });
        tally.Curated(Instance, new() { State = InstanceOutcome.Superseded, RowsIn = 2, RowsSuperseded = 2 });
        var table = Assert.Single(tally.ToOutcome().Tables);
        Assert.Equal((TableState.Published, 2, 5L, 3L, 2L), (table.State, table.Instances, table.RowsIn, table.RowsPublished, table.RowsSuperseded));
        Assert.Equal(0, tally.Failures);
    }

    [Fact]
    public void State_OneRequestHasNothingNewWhileAnotherWaits_IsUnchanged()
    {
        var tally = new AppRunTally(App);
        tally.State("downloads", TableState.Unchanged);
        tally.State("downloads", TableState.Waiting);

        Assert.Equal(TableState.Unchanged, Assert.Single(tally.ToOutcome().Tables).State);
    }

    [Theory]
    [InlineData(InstanceOutcome.Failed, TableState.Failed, false)]
    [InlineData(InstanceOutcome.Parked, TableState.Parked, true)]
    public void Curated_NotPublished_IsAFailureAndOnlyAParkedOneNeedsAPerson(InstanceOutcome state, TableState expected, bool needsPerson)
    {
        var tally = new AppRunTally(App);
        tally.Curated(Instance, new() { State = state, Message = "A required column is missing." });
        var outcome = tally.ToOutcome();
        Assert.Equal(expected, outcome.State);
        var failure = Assert.Single(outcome.Failures);
        Assert.Contains("2026-11-20", failure.Message, StringComparison.Ordinal);
        Assert.Contains("A required column is missing.", failure.Message, StringComparison.Ordinal);
        Assert.Equal(needsPerson, failure.NeedsPerson);
    }

    [Fact]
    public void Carried_Outcome_IsGoneOnFrom()
    {
        var first = new AppRunTally(App);
        first.Curated(Instance, new() { State = InstanceOutcome.Published, RowsIn = 3, RowsPublished = 3 });
        first.Requested(new(1, 0, 0, 0));
        first.Waited(TimeSpan.FromSeconds(2));
        first.Failed("sessions", TableState.Failed, "broken", "");
        var second = new AppRunTally(App, first.ToOutcome());
        second.Curated(Instance, new() { State = InstanceOutcome.Published, RowsIn = 4, RowsPublished = 4 });
        second.Waited(TimeSpan.FromSeconds(1));
        var outcome = second.ToOutcome();
        Assert.Equal(7, second.Rows);
        Assert.Equal((1, 3.0, 1), (outcome.Requests.Created, outcome.SecondsWaited, outcome.Failures.Count));
        Assert.Equal(2, outcome.Tables.Single(t => t.Table == "downloads").Instances);
    }

    [Fact]
    public void Reviewed_Deferred_IsLateAndNeedsNobody()
    {
        var tally = new AppRunTally(App);
        tally.Reviewed(new() { State = ReviewsState.Deferred, Message = "Apple's hourly limit is reached." });
        var outcome = tally.ToOutcome();
        Assert.Equal(TableState.Late, outcome.State);
        Assert.False(outcome.Failures.Single().NeedsPerson);
    }

    [Fact]
    public void Reviewed_Refused_SaysWhichRoleIsNeeded()
    {
        var tally = new AppRunTally(App);
        tally.Reviewed(new() { State = ReviewsState.Refused, Message = "The key may not read reviews." });
        var outcome = tally.ToOutcome();
        Assert.Equal(TableState.Refused, outcome.Tables.Single().State);
        Assert.True(outcome.Failures.Single().NeedsPerson);
    }

    static InstanceReference Instance => new()
    {
        Table = "downloads",
        AppId = 42,
        RequestId = "r",
        AccessType = AccessType.Ongoing,
        RequestSequence = 1,
        ProcessingDate = new(2026, 11, 20),
        InstanceId = "i",
    };
}
