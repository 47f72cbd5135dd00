using AppleAnalytics.Reports;

namespace AppleAnalytics.Runs;

public sealed class ProcessingWindowTests
{
    static readonly DateOnly Today = new(2026, 11, 20);
    static readonly TableDefinition Downloads = ReportCatalogue.Get("downloads");
    static readonly TableDefinition Sessions = ReportCatalogue.Get("sessions");

    [Fact]
    public void Of_NoRange_SetsNoLimit()
    {
        var (table, unavailable) = ProcessingWindow.Of(Downloads, null, null, Today, false);
        Assert.Equal(new PlannedTable("downloads", null, null), table);
        Assert.Empty(unavailable);
    }

    [Theory]
    [InlineData("downloads", "2026-11-12")]
    [InlineData("engagement", "2026-11-13")]
    [InlineData("sessions", "2026-11-15")]
    public void Of_Range_CoversEveryInstanceThatHoldsADateOfIt(string name, string processingTo)
    {
        var (table, unavailable) = ProcessingWindow.Of(ReportCatalogue.Get(name), new(2026, 11, 1), new(2026, 11, 10), Today, false);
        Assert.Equal(new DateOnly(2026, 11, 2), table.ProcessingFrom);
        Assert.Equal(DateOnly.Parse(processingTo), table.ProcessingTo);
        Assert.Empty(unavailable);
    }

    [Fact]
    public void Of_DatesWhoseInstancesAppleDeleted_SaysSo()
    {
        var (_, unavailable) = ProcessingWindow.Of(Downloads, new(2026, 9, 1), new(2026, 11, 10), Today, false);
        var missing = Assert.Single(unavailable);
        Assert.Equal(new DateOnly(2026, 9, 1), missing.From);

        // An instance of 16 October (35 days old) still holds the 14th.
        Assert.Equal(new DateOnly(2026, 10, 13), missing.To);
        Assert.Contains("35 days", missing.Reason, StringComparison.Ordinal);
        Assert.Contains("snapshot", missing.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_LaterCompleteness_ReachesFurtherBack()
    {
        var (_, unavailable) = ProcessingWindow.Of(Sessions, new(2026, 9, 1), new(2026, 11, 10), Today, false);
        Assert.Equal(new DateOnly(2026, 10, 10), Assert.Single(unavailable).To);
    }

    [Fact]
    public void Of_Snapshot_HasTheWholeHistory()
    {
        var (_, unavailable) = ProcessingWindow.Of(Downloads, new(2023, 12, 30), new(2026, 11, 10), Today, true);
        var missing = Assert.Single(unavailable);
        Assert.Equal(new UnavailableDates("downloads", new(2023, 12, 30), new(2023, 12, 31), missing.Reason), missing);
    }

    [Fact]
    public void Of_Future_CannotBeHad()
    {
        var (_, unavailable) = ProcessingWindow.Of(Downloads, new(2026, 11, 18), new(2026, 11, 25), Today, false);
        var missing = Assert.Single(unavailable);
        Assert.Equal((Today, new DateOnly(2026, 11, 25)), (missing.From, missing.To));
    }

    [Theory]
    [InlineData("downloads_detailed_weekly", 11)]
    [InlineData("sessions_monthly", 35)]
    public void Of_LongerPeriods_ReachesToTheDayTheyAreMade(string name, int days)
    {
        var monday = new DateOnly(2026, 11, 2);
        var (table, _) = ProcessingWindow.Of(ReportCatalogue.Get(name), monday, monday, new(2026, 12, 10), false);
        Assert.Equal(monday.AddDays(days), table.ProcessingTo);
    }

    [Fact]
    public void Of_ReportThatBeganLater_SaysWhen()
    {
        var (_, unavailable) = ProcessingWindow.Of(ReportCatalogue.Get("subscription_events"), new(2024, 12, 1), new(2026, 11, 10), Today, true);
        var missing = Assert.Single(unavailable);
        Assert.Equal(new DateOnly(2024, 12, 31), missing.To);
        Assert.Contains("2025-01-01", missing.Reason, StringComparison.Ordinal);
    }
}
