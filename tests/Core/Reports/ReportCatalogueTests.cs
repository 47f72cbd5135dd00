using System.Text.RegularExpressions;

namespace AppleAnalytics.Reports;

public partial class ReportCatalogueTests
{
    // Names the files and partitions have beside the catalogue's columns.
    static readonly string[] Ours = ["dt", "app_id", "metric_date", "processing_date", "instance_id", "access_type"];

    [Fact]
    public void Table_names_are_unique_and_can_be_folders_and_identifiers()
    {
        var names = ReportCatalogue.All.Select(t => t.Name).ToList();
        Assert.Equal(names.Count, names.Distinct(StringComparer.OrdinalIgnoreCase).Count());
        Assert.All(names, name => Assert.Matches(Identifier(), name));
        Assert.DoesNotContain(ReportCatalogue.Reviews, names);
    }

    [Fact]
    public void No_two_tables_hold_the_same() =>
        Assert.All(ReportCatalogue.All.GroupBy(t => (t.Report, t.Granularity)), group => Assert.Single(group));

    [Fact]
    public void Column_names_and_headers_are_unique_within_a_table()
    {
        foreach (var table in ReportCatalogue.All)
        {
            var names = table.Columns.Select(c => c.Name).Concat(table.DerivedMeasures.Select(m => m.Name)).Concat(Ours).ToList();
            Assert.True(names.Count == names.Distinct().Count(), table.Name);
            Assert.All(names, name => Assert.Matches(Identifier(), name));
            var headers = table.Columns.SelectMany(c => c.OtherHeaders.Prepend(c.Header)).Concat(table.DateHeaders).ToList();
            Assert.True(headers.Count == headers.Distinct(StringComparer.OrdinalIgnoreCase).Count(), table.Name);
        }
    }

    [Fact]
    public void Everything_is_described()
    {
        Assert.All(ReportCatalogue.All, t => Assert.NotEmpty(t.Description));
        Assert.All(ReportCatalogue.All.SelectMany(t => t.Columns), c => Assert.NotEmpty(c.Description));
        Assert.All(ReportCatalogue.All.SelectMany(t => t.DerivedMeasures), m => Assert.NotEmpty(m.Description));
    }

    [Fact]
    public void What_may_not_be_summed_says_so() => Assert.All(
        ReportCatalogue.All.SelectMany(t => t.Columns).Where(c => c.IsMeasure && !c.Summable),
        c => Assert.Contains("summed", c.Description, StringComparison.Ordinal));

    [Fact]
    public void Every_table_has_an_app_name() => Assert.All(ReportCatalogue.All, t => Assert.Contains(t.Columns, c => c.Name == "app_name"));

    [Fact]
    public void The_default_tables_are_the_five() =>
        Assert.Equal(["downloads", "engagement", "sessions", "installs", "purchases", "reviews"], ReportCatalogue.DefaultTableNames);

    [Theory]
    [InlineData("downloads", "daily; detailed: daily, weekly, monthly")]
    [InlineData("preorders", "daily; detailed: daily, weekly, monthly")]
    [InlineData("subscription_events", "daily; detailed: daily, weekly, monthly")]
    [InlineData("subscription_state", "daily; detailed: daily")]
    [InlineData("engagement", "daily, weekly, monthly; detailed: daily, weekly, monthly")]
    [InlineData("sessions", "daily, weekly, monthly; detailed: daily, weekly, monthly")]
    [InlineData("installs", "daily, weekly, monthly; detailed: daily, weekly, monthly")]
    [InlineData("purchases", "daily, weekly, monthly; detailed: daily, weekly, monthly")]
    [InlineData("web_preview", "daily, weekly, monthly; detailed: daily, weekly, monthly")]
    [InlineData("app_clips", "daily, weekly, monthly; detailed: daily, weekly, monthly")]
    [InlineData("crashes", "daily, weekly, monthly")]
    [InlineData("browser_choice_screen_engagement", "daily, weekly, monthly")]
    [InlineData("opt_in", "daily")]
    [InlineData("platform_installs", "daily")]
    [InlineData("retention_messaging", "daily")]
    [InlineData("crashes_expanded", "daily")]
    [InlineData("audio_overloads", "daily")]
    public void Granularities_are_those_Apple_makes(string family, string expected)
    {
        var tables = ReportCatalogue.All.Where(t => t.Family == family).ToList();
        var text = string.Join("; detailed: ", tables.GroupBy(t => t.IsDetailed).OrderBy(g => g.Key)
            .Select(g => string.Join(", ", g.Select(t => t.Granularity.ToString().ToLowerInvariant()))));
        Assert.Equal(expected, text);
        Assert.All(tables, t => Assert.Equal(
            family + (t.IsDetailed ? "_detailed" : "") + (t.Granularity == Granularity.Daily ? "" : "_" + t.Granularity.ToString().ToLowerInvariant()),
            t.Name));
    }

    [Theory]
    [InlineData("downloads", 2)]
    [InlineData("purchases_detailed", 2)]
    [InlineData("preorders", 2)]
    [InlineData("engagement", 3)]
    [InlineData("web_preview", 3)]
    [InlineData("opt_in", 3)]
    [InlineData("subscription_events", 3)]
    [InlineData("subscription_state_detailed", 3)]
    [InlineData("retention_messaging", 3)]
    [InlineData("sessions", 5)]
    [InlineData("installs", 5)]
    [InlineData("crashes", 5)]
    [InlineData("app_clips", 5)]
    [InlineData("crashes_expanded", 8)]
    [InlineData("audio_overloads", 8)]
    [InlineData("platform_installs", 1)]
    [InlineData("engagement_weekly", 11)]
    [InlineData("downloads_detailed_monthly", 35)]
    public void Lateness_is_Apples(string table, int days) => Assert.Equal(days, ReportCatalogue.Get(table).CompleteAfterDays);

    [Theory]
    [InlineData("downloads", "counts total_downloads first_time_downloads redownloads updates restores", "")]
    [InlineData("engagement", "counts impressions page_views taps", "unique_counts impressions_unique")]
    [InlineData("installs", "counts installs deletions", "unique_devices")]
    [InlineData("sessions", "sessions total_session_duration", "unique_devices")]
    [InlineData("purchases", "purchases proceeds_usd sales_usd", "paying_users")]
    [InlineData("preorders", "pre_orders_placed pre_orders_canceled", "")]
    [InlineData("web_preview", "counts page_views taps", "")]
    [InlineData("crashes", "crashes", "unique_devices")]
    [InlineData("crashes_expanded", "count", "unique_devices")]
    [InlineData("app_clips", "counts total_session_duration views installs sessions crashes", "unique_devices")]
    [InlineData("opt_in", "downloading_users users_opting_in", "")]
    [InlineData("platform_installs", "installs", "")]
    [InlineData("subscription_events", "counts", "")]
    [InlineData("subscription_state", "", "counts")]
    [InlineData("retention_messaging", "counts page_views cancels saves", "")]
    public void Measures_are_summable_where_rows_add_up(string family, string summable, string others)
    {
        foreach (var table in ReportCatalogue.All.Where(t => t.Family == family))
        {
            Assert.Equal((summable, others), (Measures(table, summable: true), Measures(table, summable: false)));
        }

        static string Measures(TableDefinition table, bool summable) => string.Join(
            ' ',
            table.Columns.Where(c => c.IsMeasure && c.Summable == summable).Select(c => c.Name)
                .Concat(table.DerivedMeasures.Where(m => m.Summable == summable).Select(m => m.Name)));
    }

    [Theory]
    [InlineData("purchases", "proceeds_usd", ColumnType.Decimal, "USD")]
    [InlineData("purchases", "content_apple_identifier", ColumnType.BigInt, "")]
    [InlineData("sessions_weekly", "total_session_duration", ColumnType.BigInt, "seconds")]
    [InlineData("installs_detailed", "app_download_date", ColumnType.Date, "")]
    [InlineData("preorders", "pre_order_start_date", ColumnType.Date, "")]
    [InlineData("subscription_events", "subscription_identifier", ColumnType.BigInt, "")]
    [InlineData("subscription_events", "previous_subscription_identifier", ColumnType.BigInt, "")]
    [InlineData("retention_messaging", "current_subscription_group_identifier", ColumnType.String, "")]
    [InlineData("carplay_app_usage", "visible_time", ColumnType.BigInt, "seconds")]
    [InlineData("video_pip_duration", "active_duration", ColumnType.Decimal, "seconds")]
    [InlineData("arkit_arsession_duration", "session_duration", ColumnType.String, "seconds")]
    [InlineData("app_storage_reads_and_writes", "bytes_read", ColumnType.BigInt, "bytes")]
    public void Columns_have_the_documented_type_and_unit(string table, string column, ColumnType type, string unit)
    {
        var found = ReportCatalogue.Get(table).Columns.Single(c => c.Name == column);
        Assert.Equal((type, unit), (found.Type, found.Unit));
    }

    [Theory]
    [InlineData("DOWNLOADS", "downloads")]
    [InlineData("Downloads_Detailed_Weekly", "downloads_detailed_weekly")]
    [InlineData("Reviews", "reviews")]
    [InlineData("install", null)]
    [InlineData("downloads_weekly", null)]
    [InlineData("opt_in_monthly", null)]
    [InlineData("curated_downloads", null)]
    public void Canonical_finds_whole_names_without_regard_to_case(string name, string? expected) => Assert.Equal(expected, ReportCatalogue.Canonical(name));

    [Fact]
    public void Get_UnknownTable_NamesTheFamiliesAndThePage()
    {
        var fault = Assert.Throws<ArgumentException>(() => ReportCatalogue.Get("revenue"));
        Assert.Contains("'revenue'", fault.Message, StringComparison.Ordinal);
        Assert.Contains("subscription_events", fault.Message, StringComparison.Ordinal);
        Assert.Contains("docs/data-dictionary.md", fault.Message, StringComparison.Ordinal);
        Assert.True(fault.Message.Length < 600);
    }

    [Fact]
    public void WithVariants_AddsWhatAppleHas()
    {
        Assert.Equal(["downloads", "reviews"], ReportCatalogue.WithVariants(["downloads", "reviews"], false, false, false));
        Assert.Equal(["downloads", "reviews"], ReportCatalogue.WithVariants(["downloads", "reviews"], false, true, true));
        Assert.Equal(
            ["downloads", "crashes", "downloads_detailed", "crashes_weekly", "downloads_detailed_weekly", "crashes_monthly", "downloads_detailed_monthly"],
            ReportCatalogue.WithVariants(["downloads", "crashes"], true, true, true));
        Assert.Equal(["crashes_weekly", "crashes"], ReportCatalogue.WithVariants(["crashes_weekly", "crashes"], false, true, false));
    }

    [Fact]
    public void Detailed_tables_have_the_columns_of_the_Standard_ones_and_more()
    {
        foreach (var detailed in ReportCatalogue.All.Where(t => t.IsDetailed))
        {
            var standard = ReportCatalogue.Get(detailed.Family);
            Assert.Equal(standard.Columns, detailed.Columns.Where(c => standard.Columns.Contains(c)));
            Assert.True(detailed.Columns.Count > standard.Columns.Count);
            Assert.EndsWith(" Detailed", detailed.Report, StringComparison.Ordinal);
        }
    }

    [GeneratedRegex("^[a-z][a-z0-9_]{1,100}$")]
    private static partial Regex Identifier();
}
