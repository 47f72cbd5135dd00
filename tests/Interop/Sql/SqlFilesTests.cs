using AppleAnalytics.Catalog;
using AppleAnalytics.Interop.Tests.Demo;
using AppleAnalytics.Readers;

namespace AppleAnalytics.Interop.Tests.Sql;

/// <summary>Views and sample queries: read as Athena SQL, checked under Trino's rules, executed on the demo's lake, compared with the simulator's truth.</summary>
[Collection(DemoCollection.Name)]
public sealed class SqlFilesTests(PlayedDemo demo, SqlDemo sql) : IClassFixture<SqlDemo>
{
    // The demo has none of these reports, and no app without data or behind.
    static readonly string[] WithoutData =
        ["samples/subscriptions.sql", "Crashes per thousand sessions", "What is behind:", "Apps without downloads data"];

    [AthenaFact]
    public async Task Every_view_and_sample_is_Athena_SQL_and_runs_on_the_demos_lake()
    {
        await sql.OpenAsync();
        var (samples, titles) = (0, new List<string>());
        foreach (var file in SqlFiles.Views.Concat(SqlFiles.Samples))
        {
            foreach (var statement in await sql.Reader.ReadAsync(SqlFiles.Read(file), sql.Today))
            {
                Assert.True(statement.Findings.Count == 0, $"{file}, {statement.Title}: {string.Join("; ", statement.Findings)}");
                var query = statement.View is null ? statement.DuckDb : $"SELECT * FROM {statement.View}";
                var rows = await sql.DuckDb.QueryAsync(query);
                Assert.True(
                    rows.Count > 0 || WithoutData.Any(w => w == file || statement.Title.StartsWith(w, StringComparison.Ordinal)),
                    $"{file}, {statement.Title}: no rows");
                if (statement.View is null)
                {
                    samples++;
                    titles.Add(statement.Title);
                }
                else
                {
                    Assert.Equal($"views/{statement.View.Split('.')[1]}.sql", file);
                }
            }
        }

        Assert.Equal(
            ["conversion_funnel", "daily_app_metrics", "freshness", "quality", "retention_by_download_date", "revenue_by_territory", "revenue_per_download_cohort"],
            SqlFiles.Views.Select(Path.GetFileNameWithoutExtension));
        Assert.True(samples >= 21, $"There are {samples} sample queries.");
        Assert.All(titles, t => Assert.NotEmpty(t));
        Assert.Equal(titles.Count, titles.Distinct().Count());
    }

    [AthenaFact]
    public async Task Daily_metrics_are_the_truths_sums_one_row_per_app_and_day()
    {
        await sql.OpenAsync();

        Assert.Equal("0", await sql.DuckDb.ScalarAsync("SELECT count(*) - count(DISTINCT (app_id, dt)) FROM appstore.daily_app_metrics"));
        foreach (var (columns, table, truth) in new[]
        {
            ("total_downloads", "downloads", """SUM(CASE WHEN lower("Download Type") IN ('first-time download', 'redownload', 're-download') THEN CAST("Counts" AS BIGINT) ELSE 0 END)"""),
            ("impressions, page_views", "engagement", """SUM(CASE WHEN "Event" = 'Impression' THEN CAST("Counts" AS BIGINT) ELSE 0 END), SUM(CASE WHEN "Event" = 'Page view' THEN CAST("Counts" AS BIGINT) ELSE 0 END)"""),
            ("sessions, session_seconds", "sessions", """SUM(CAST("Sessions" AS BIGINT)), SUM(CAST("Total Session Duration" AS BIGINT))"""),
            ("purchases, proceeds_usd", "purchases", """SUM(CAST("Purchases" AS BIGINT)), SUM(CAST("Proceeds in USD" AS DECIMAL(18, 6)))"""),
        })
        {
            await sql.DuckDb.AssertSameRowsAsync(
                $"SELECT CAST(app_id AS BIGINT), dt, {truth} FROM {demo.TruthRows(table)} GROUP BY ALL",
                $"SELECT app_id, dt, {columns} FROM appstore.daily_app_metrics WHERE {columns.Split(',')[0]} IS NOT NULL");
        }
    }

    [AthenaFact]
    public async Task Views_neither_multiply_nor_lose_what_they_add_up()
    {
        await sql.OpenAsync();
        foreach (var (view, measure, table, condition) in new[]
        {
            ("conversion_funnel", "impressions", "engagement", ""),
            ("conversion_funnel", "total_downloads", "downloads", ""),
            ("conversion_funnel", "purchases", "purchases", ""),
            ("revenue_by_territory", "proceeds_usd", "purchases", ""),
            ("revenue_per_download_cohort", "proceeds_usd", "purchases", "WHERE app_download_date IS NOT NULL"),
            ("retention_by_download_date", "sessions", "sessions", "WHERE app_download_date <= metric_date"),
        })
        {
            await sql.DuckDb.AssertSameRowsAsync(
                $"SELECT app_id, SUM({measure}) FROM appstore.curated_{table} {condition} GROUP BY app_id",
                $"SELECT app_id, SUM({measure}) FROM appstore.{view} GROUP BY app_id HAVING SUM({measure}) IS NOT NULL");
        }

        Assert.Equal("0", await sql.DuckDb.ScalarAsync("SELECT count(*) - count(DISTINCT (app_id, download_date, metric_date)) FROM appstore.retention_by_download_date"));
        await sql.DuckDb.AssertSameRowsAsync(
            "SELECT app_id, metric_date, SUM(first_time_downloads) FROM appstore.curated_downloads GROUP BY ALL",
            "SELECT DISTINCT app_id, download_date, first_time_downloads FROM appstore.revenue_per_download_cohort WHERE first_time_downloads IS NOT NULL");
        await sql.DuckDb.AssertSameRowsAsync(
            "SELECT app_id, app_download_date, SUM(installs), SUM(deletions) FROM appstore.curated_installs WHERE app_download_date <= metric_date GROUP BY ALL",
            """
            SELECT app_id, download_date, max(installs_to_date), max(deletions_to_date) FROM appstore.retention_by_download_date
             GROUP BY ALL HAVING max(installs_to_date) + max(deletions_to_date) > 0
            """);
    }

    [AthenaFact]
    public async Task Freshness_and_quality_say_what_was_loaded()
    {
        await using var database = new DuckDb();
        await database.QueryAsync("CREATE SCHEMA appstore");
        foreach (var table in new[] { ServiceTables.Apps, ServiceTables.LoadAudit, ServiceTables.QualityResults })
        {
            await database.QueryAsync(SqlDemo.Create(ServiceTables.Schema(table)));
        }

        // Three deliveries of one table, of which one is blocked and one not read.
        await database.QueryAsync(
            """
            INSERT INTO appstore.load_audit BY NAME SELECT * FROM (VALUES
                ('downloads', 1, 'i1', DATE '2026-11-17', '2026-11-17', 100, 2, 0, DATE '2026-11-16'),
                ('downloads', 1, 'i2', DATE '2026-11-18', '2026-11-18', 50, 0, 50, DATE '2026-11-17'),
                ('downloads', 1, 'i3', DATE '2026-11-19', '2026-11-19', NULL, NULL, NULL, NULL))
                AS v(table_name, app_id, instance_id, processing_date, dt, rows_in, rows_quarantined, rows_blocked, last_date);
            INSERT INTO appstore.quality_results BY NAME SELECT * FROM (VALUES
                ('downloads', 1, 'i1', DATE '2026-11-17', '2026-11-17', 0.9, false, 0, 0, 1, 2),
                ('downloads', 1, 'i2', DATE '2026-11-18', '2026-11-18', 0.4, true, 1, 3, 0, 0))
                AS v(table_name, app_id, instance_id, processing_date, dt, score, blocked, blocked_dates, critical, errors, warnings);
            """);
        await sql.MakeViewsAsync(database, ["views/freshness.sql", "views/quality.sql"]);

        await database.AssertSameRowsAsync(
            "SELECT 'downloads', 1, DATE '2026-11-17', DATE '2026-11-19', 3, 1",
            "SELECT table_name, app_id, newest_date, newest_delivery, deliveries, deliveries_not_read FROM appstore.freshness");
        await database.AssertSameRowsAsync(
            """
            SELECT '2026-11-17', 1, 0.9, 0, 0, 0, 1, 2, 100, 2, 0
            UNION ALL SELECT '2026-11-18', 1, 0.4, 1, 1, 3, 0, 0, 50, 0, 50
            """,
            "SELECT dt, instances, worst_score, blocked_instances, blocked_dates, critical, errors, warnings, rows_in, rows_quarantined, rows_blocked FROM appstore.quality");
    }

    [AthenaFact]
    public async Task Freshness_knows_every_table_and_app_of_the_demo()
    {
        await sql.OpenAsync();
        foreach (var table in new[] { "downloads", "engagement", "sessions", "installs", "purchases" })
        {
            await sql.DuckDb.AssertSameRowsAsync(
                $"SELECT app_id, max(metric_date), max(processing_date) FROM appstore.curated_{table} GROUP BY app_id",
                $"SELECT app_id, newest_date, newest_delivery FROM appstore.freshness WHERE table_name = '{table}'");
        }
    }

    [Fact]
    public void The_three_queries_of_the_contract_are_among_the_samples()
    {
        var samples = string.Concat(SqlFiles.Samples.Select(SqlFiles.Read));
        foreach (var query in new[]
        {
            "SELECT app_name, metric_date, SUM(total_downloads) AS downloads FROM appstore.curated_downloads\n WHERE dt >= '2025-11-01' GROUP BY app_name, metric_date ORDER BY downloads DESC;",
            "SELECT territory, SUM(proceeds_usd) AS revenue FROM appstore.curated_purchases GROUP BY territory ORDER BY revenue DESC;",
            "SELECT app_name, SUM(impressions) AS impressions FROM appstore.curated_engagement GROUP BY app_name ORDER BY impressions DESC;",
        })
        {
            Assert.Contains(query, samples, StringComparison.Ordinal);
        }
    }
}
