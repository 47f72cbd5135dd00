using AppleAnalytics.Readers;

namespace AppleAnalytics.Interop.Tests.Demo;

/// <summary>
/// The demo's lake as DuckDB reads it against the simulator's own truth, row for row. The mapping from Apple's columns
/// to ours is written here once more, by hand, so that a mistake in the catalogue shows.
/// </summary>
[Collection(DemoCollection.Name)]
public sealed class DemoTruthTests(PlayedDemo demo)
{
    const string Lead = "app_id, dt, processing_date, instance_id, access_type, metric_date, app_name, app_apple_identifier";

    const string TruthLead =
        """CAST(app_id AS BIGINT), dt, CAST(processing_date AS DATE), instance_id, access_type, CAST("Date" AS DATE), "App Name", CAST("App Apple Identifier" AS BIGINT)""";

    public static TheoryData<string, string, string> Tables => new()
    {
        {
            "downloads",
            """
            download_type, app_version, device, platform_version, source_type, page_type, pre_order, territory, counts,
            total_downloads, first_time_downloads, redownloads, updates, restores
            """,
            """
            "Download Type", "App Version", "Device", "Platform Version", "Source Type", "Page Type", "Pre-Order", "Territory", CAST("Counts" AS BIGINT),
            CASE WHEN lower("Download Type") IN ('first-time download', 'redownload', 're-download') THEN CAST("Counts" AS BIGINT) ELSE 0 END,
            CASE WHEN lower("Download Type") = 'first-time download' THEN CAST("Counts" AS BIGINT) ELSE 0 END,
            CASE WHEN lower("Download Type") IN ('redownload', 're-download') THEN CAST("Counts" AS BIGINT) ELSE 0 END,
            CASE WHEN lower("Download Type") IN ('manual update', 'auto-update') THEN CAST("Counts" AS BIGINT) ELSE 0 END,
            CASE WHEN lower("Download Type") = 'restore' THEN CAST("Counts" AS BIGINT) ELSE 0 END
            """
        },
        {
            "engagement",
            """
            event_type, page_type, source_type, engagement_type, device, platform_version, territory, counts, unique_counts,
            impressions, impressions_unique, page_views, taps
            """,
            """
            "Event", "Page Type", "Source Type", "Engagement Type", "Device", "Platform Version", "Territory", CAST("Counts" AS BIGINT), CAST("Unique Counts" AS BIGINT),
            CASE WHEN lower("Event") = 'impression' THEN CAST("Counts" AS BIGINT) ELSE 0 END,
            CASE WHEN lower("Event") = 'impression' THEN CAST("Unique Counts" AS BIGINT) ELSE 0 END,
            CASE WHEN lower("Event") = 'page view' THEN CAST("Counts" AS BIGINT) ELSE 0 END,
            CASE WHEN lower("Event") = 'tap' THEN CAST("Counts" AS BIGINT) ELSE 0 END
            """
        },
        {
            "sessions",
            "app_version, device, platform_version, source_type, page_type, app_download_date, territory, sessions, total_session_duration, unique_devices",
            """
            "App Version", "Device", "Platform Version", "Source Type", "Page Type", CAST("App Download Date" AS DATE), "Territory",
            CAST("Sessions" AS BIGINT), CAST("Total Session Duration" AS BIGINT), CAST("Unique Devices" AS BIGINT)
            """
        },
        {
            "installs",
            "event_type, download_type, app_version, device, platform_version, source_type, page_type, app_download_date, territory, counts, unique_devices, installs, deletions",
            """
            "Event", "Download Type", "App Version", "Device", "Platform Version", "Source Type", "Page Type", CAST("App Download Date" AS DATE), "Territory",
            CAST("Counts" AS BIGINT), CAST("Unique Devices" AS BIGINT),
            CASE WHEN lower("Event") = 'install' THEN CAST("Counts" AS BIGINT) ELSE 0 END,
            CASE WHEN lower("Event") = 'delete' THEN CAST("Counts" AS BIGINT) ELSE 0 END
            """
        },
        {
            "purchases",
            """
            purchase_type, content_name, content_apple_identifier, payment_method, device, platform_version, source_type, page_type, app_download_date,
            pre_order, territory, purchases, proceeds_usd, sales_usd, paying_users
            """,
            """
            "Purchase Type", "Content Name", CAST("Content Apple Identifier" AS BIGINT), "Payment Method", "Device", "Platform Version", "Source Type", "Page Type",
            CAST("App Download Date" AS DATE), "Pre-Order", "Territory", CAST("Purchases" AS BIGINT),
            CAST("Proceeds in USD" AS DECIMAL(18, 6)), CAST("Sales in USD" AS DECIMAL(18, 6)), CAST("Paying Users" AS BIGINT)
            """
        },
    };

    [NodeTheory]
    [MemberData(nameof(Tables))]
    public async Task Every_row_of_a_table_equals_the_truth(string table, string columns, string truthColumns)
    {
        AssertPlayed();
        var lake = $"SELECT {Lead}, {columns} FROM {demo.Lake(table)}";
        var truth = $"SELECT {TruthLead}, {truthColumns} FROM {demo.TruthRows(table)}";

        await using var duckDb = new DuckDb();
        Assert.NotEqual("0", await duckDb.ScalarAsync($"SELECT count(*) FROM ({truth})"));
        await duckDb.AssertSameRowsAsync(truth, lake);
    }

    [NodeFact]
    public async Task The_three_queries_run_as_they_stand_and_are_right()
    {
        AssertPlayed();
        await using var duckDb = new DuckDb();
        await duckDb.QueryAsync("CREATE SCHEMA appstore");
        foreach (var table in new[] { "downloads", "purchases", "engagement" })
        {
            await duckDb.QueryAsync($"CREATE VIEW appstore.curated_{table} AS SELECT * FROM {demo.Lake(table)}");
        }

        async Task SameAsync(string query, string truth)
        {
            Assert.NotEmpty(await duckDb.QueryAsync(query));
            await duckDb.AssertSameRowsAsync(truth, query);
        }

        await SameAsync(
            """
            SELECT app_name, metric_date, SUM(total_downloads) AS downloads FROM appstore.curated_downloads
             WHERE dt >= '2025-11-01' GROUP BY app_name, metric_date ORDER BY downloads DESC
            """,
            $"""
            SELECT "App Name", CAST("Date" AS DATE), SUM(CASE WHEN lower("Download Type") IN ('first-time download', 'redownload', 're-download') THEN CAST("Counts" AS BIGINT) ELSE 0 END)
            FROM {demo.TruthRows("downloads")} GROUP BY ALL
            """);
        await SameAsync(
            "SELECT territory, SUM(proceeds_usd) AS revenue FROM appstore.curated_purchases GROUP BY territory ORDER BY revenue DESC",
            $"""SELECT "Territory", SUM(CAST("Proceeds in USD" AS DECIMAL(18, 6))) FROM {demo.TruthRows("purchases")} GROUP BY ALL""");
        await SameAsync(
            "SELECT app_name, SUM(impressions) AS impressions FROM appstore.curated_engagement GROUP BY app_name ORDER BY impressions DESC",
            $"""
            SELECT "App Name", SUM(CASE WHEN lower("Event") = 'impression' THEN CAST("Counts" AS BIGINT) ELSE 0 END)
            FROM {demo.TruthRows("engagement")} GROUP BY ALL
            """);
    }

    [NodeFact]
    public async Task Every_review_equals_the_truth()
    {
        AssertPlayed();
        var lake = $"SELECT review_id, rating, title, review_text, reviewer_nickname, territory_alpha3, developer_response, response_state FROM {demo.Lake("reviews")}";
        var truth =
            $"""
            SELECT id, rating, title, body, reviewerNickname, territory, response.responseBody, response.state
            FROM read_json('{demo.Root}/truth-reviews-*.json', columns = {Braces("id: 'VARCHAR', rating: 'BIGINT', title: 'VARCHAR', body: 'VARCHAR', reviewerNickname: 'VARCHAR', territory: 'VARCHAR', response: 'STRUCT(responseBody VARCHAR, state VARCHAR)'")})
            """;

        await using var duckDb = new DuckDb();
        Assert.NotEqual("0", await duckDb.ScalarAsync($"SELECT count(*) FROM ({truth})"));
        await duckDb.AssertSameRowsAsync(truth, lake);
    }

    static string Braces(string text) => "{" + text + "}";

    void AssertPlayed() => Assert.True(demo.ExitCode == 0, demo.Output);
}
