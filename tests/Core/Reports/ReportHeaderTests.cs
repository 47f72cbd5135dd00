using AppleAnalytics.Curation;

namespace AppleAnalytics.Reports;

/// <summary>Apple's headers find their columns, of every report, with nothing left over.</summary>
public class ReportHeaderTests
{
    public static TheoryData<string> Reports => [.. AppleHeaders.All.Keys];

    [Theory]
    [MemberData(nameof(Reports))]
    public void Every_report_maps_without_drift(string report)
    {
        var tables = ReportCatalogue.All.Where(t => t.Report == report).ToList();
        Assert.NotEmpty(tables);
        Assert.All(tables, table => AssertNoDrift(Bind(table, AppleHeaders.All[report])));
        Assert.All(tables, table => AssertNoDrift(Bind(table, AppleHeaders.All[report].ToUpperInvariant())));
    }

    [Fact]
    public void Every_described_report_has_a_header_here() => Assert.Equal(
        AppleHeaders.All.Keys.Order(StringComparer.Ordinal),
        ReportCatalogue.All.Where(t => !t.HasOpenColumns).Select(t => t.Report).Distinct().Order(StringComparer.Ordinal));

    [Fact]
    public void A_date_that_stands_third_is_no_other_order() =>
        Assert.False(Bind(ReportCatalogue.Get("audio_overloads"), AppleHeaders.All["Audio Overloads"]).Drift.Reordered);

    [Theory]
    [InlineData("Downloads Standard")]
    [InlineData("App Downloads")]
    [InlineData("App Store Downloads")]
    [InlineData("App Installs Performance")]
    public void Part_of_a_name_or_the_title_of_a_page_is_no_report(string name) =>
        Assert.DoesNotContain(ReportCatalogue.All, t => string.Equals(t.Report, name, StringComparison.OrdinalIgnoreCase));

    [Fact]
    public void Reports_with_a_word_in_common_feed_tables_of_their_own()
    {
        string[] reports =
        [
            "App Store Installation and Deletion Standard", "App Install Performance", "Platform App Installs", "Home Screen Widget Installs",
            "App Sessions Standard", "App Sessions Context", "App Downloads Standard", "Streaming Downloads Performance", "App Crashes", "App Crashes Expanded",
        ];
        Assert.Equal(
            [
                "installs", "app_install_performance", "platform_installs", "home_screen_widget_installs", "sessions", "app_sessions_context", "downloads",
                "streaming_downloads_performance", "crashes", "crashes_expanded",
            ],
            reports.Select(r => ReportCatalogue.All.Single(t => t.Report == r && t.Granularity == Granularity.Daily).Name));
    }

    [Fact]
    public void Subscription_events_as_documented_lack_only_what_the_documentation_does_not_have()
    {
        var documented = AppleHeaders.All["App Store Subscription Event Report Detailed"]
            .Replace("Event Group|Event Name", "Event Sub Type|Event Grouping", StringComparison.Ordinal)
            .Replace("|Churn Tenure", "", StringComparison.Ordinal);
        var schema = Bind(ReportCatalogue.Get("subscription_events_detailed"), documented);
        Assert.Equal(["Churn Tenure"], schema.Drift.MissingOptional);
        Assert.Empty(schema.Drift.MissingRequired);
        Assert.Empty(schema.Drift.Unknown);
    }

    [Fact]
    public void The_older_header_of_canceled_preorders_is_known() => AssertNoDrift(Bind(
        ReportCatalogue.Get("preorders"),
        AppleHeaders.All["App Store Pre-Orders Standard"].Replace("Pre-Orders Canceled", "Pre-Order Canceled", StringComparison.Ordinal)));

    [Fact]
    public void A_detailed_report_from_before_campaigns_fails_nothing()
    {
        var drift = Bind(
            ReportCatalogue.Get("downloads_detailed"),
            AppleHeaders.All["App Downloads Detailed"].Replace("|Campaign", "", StringComparison.Ordinal)).Drift;
        Assert.Equal(["Campaign"], drift.MissingOptional);
        Assert.Empty(drift.MissingRequired);
    }

    [Fact]
    public void A_report_with_open_columns_has_no_drift_but_a_missing_date()
    {
        var table = ReportCatalogue.Get("app_neural_footprint");
        AssertNoDrift(Bind(table, "Date|Device|Footprint|Count"));
        Assert.Equal(["Date"], Bind(table, "Device|Footprint").Drift.MissingRequired);
    }

    static CurationSchema Bind(TableDefinition table, string header)
    {
        var schema = new CurationSchema(table);
        schema.Bind(header.Split('|'));
        return schema;
    }

    static void AssertNoDrift(CurationSchema schema)
    {
        Assert.Empty(schema.Drift.MissingRequired);
        Assert.Empty(schema.Drift.MissingOptional);
        Assert.Empty(schema.Drift.Unknown);
        Assert.False(schema.Drift.Reordered);
    }
}
