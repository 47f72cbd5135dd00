namespace AppleAnalytics.Interop.Tests.Sql;

/// <summary>The type checker itself: what Athena refuses, although DuckDB lets it pass, is found.</summary>
public sealed class TrinoRulesTests(AthenaReader reader) : IClassFixture<AthenaReader>
{
    static readonly DateOnly Today = new(2026, 11, 20);

    [AthenaTheory]
    [InlineData("SELECT app_id FROM appstore.curated_downloads WHERE app_id = '1'", "bigint and varchar")]
    [InlineData("SELECT app_id FROM appstore.curated_downloads WHERE metric_date >= '2026-01-01'", "date and varchar")]
    [InlineData("SELECT app_id FROM appstore.curated_downloads WHERE dt >= DATE '2026-01-01'", "date and varchar")]
    [InlineData("SELECT app_id FROM appstore.curated_downloads WHERE dt BETWEEN '2026-01-01' AND current_date", "date and varchar")]
    [InlineData("SELECT app_id FROM appstore.curated_downloads WHERE app_id IN (1, '2')", "bigint and integer and varchar")]
    [InlineData("SELECT d.app_id FROM appstore.curated_downloads AS d JOIN appstore.curated_sessions AS s ON s.metric_date = d.dt", "date and varchar")]
    [InlineData("SELECT COALESCE(app_id, 'none') AS app FROM appstore.curated_downloads", "bigint and varchar")]
    [InlineData("SELECT CASE WHEN counts > 0 THEN counts ELSE 'none' END AS counts FROM appstore.curated_downloads", "bigint and varchar")]
    [InlineData("SELECT dt FROM appstore.curated_downloads UNION ALL SELECT metric_date FROM appstore.curated_downloads", "date and varchar")]
    [InlineData("SELECT app_id FROM appstore.curated_downloads UNION ALL SELECT app_id, dt FROM appstore.curated_downloads", "different number of columns")]
    [InlineData("SELECT SUM(total_downloads) / SUM(counts) AS share FROM appstore.curated_downloads", "divide as integers")]
    [InlineData("SELECT metric_date - 7 AS week_before FROM appstore.curated_downloads", "cannot be added or subtracted")]
    [InlineData("SELECT date_diff('day', dt, metric_date) AS days FROM appstore.curated_downloads", "a date is wanted, not varchar")]
    [InlineData("SELECT total_downloads AS n FROM appstore.curated_downloads WHERE n > 0", "no such column")]
    [InlineData("SELECT app_name AS app, SUM(counts) AS counts FROM appstore.curated_downloads GROUP BY app", "no such column")]
    [InlineData("SELECT total_download FROM appstore.curated_downloads", "no such column")]
    [InlineData("SELECT app_id FROM appstore.curated_download", "no such table")]
    [InlineData("SELECT dt FROM appstore.curated_downloads AS d JOIN appstore.curated_sessions AS s ON s.app_id = d.app_id", "in more than one table")]
    [InlineData("SELECT SUM(unique_devices) AS devices FROM appstore.curated_sessions", "may not be summed")]
    [InlineData("SELECT SUM(u) AS u FROM (SELECT impressions_unique AS u FROM appstore.curated_engagement) AS e", "may not be summed")]
    [InlineData("SELECT SUM(paying_users) OVER (PARTITION BY app_id) AS users FROM appstore.curated_purchases", "may not be summed")]
    [InlineData("SELECT app_name, SUM(counts) AS subscriptions FROM appstore.curated_subscription_state GROUP BY app_name", "may not be summed")]
    [InlineData("SELECT app_id FROM appstore.curated_downloads WHERE app_id", "a condition is wanted")]
    [InlineData("SELECT counts, counts + 1 FROM appstore.curated_downloads", "a column has no name")]
    [InlineData("SELECT * FROM appstore.curated_downloads", "columns are named")]
    [InlineData("SELECT median(counts) AS m FROM appstore.curated_downloads", "not known to the checker")]
    [InlineData("SELECT `app_id` FROM appstore.curated_downloads", "back quote")]
    [InlineData("SELECT app_id FROM appstore.curated_downloads QUALIFY row_number() OVER (ORDER BY app_id) = 1", "")]
    [InlineData("SELECT app_id appstore.curated_downloads WHERE", "")]
    [InlineData("SELECT app_id, FROM appstore.curated_downloads", "")]
    public async Task A_mistake_is_found(string sql, string finding)
    {
        var findings = (await reader.ReadAsync(sql, Today)).SelectMany(s => s.Findings).ToList();

        Assert.Contains(findings, f => f.Contains(finding, StringComparison.Ordinal));
    }

    [AthenaFact]
    public async Task What_is_right_passes()
    {
        const string Sql =
            """
            SELECT d.app_name, date_trunc('month', d.metric_date) AS month, SUM(d.counts) AS counts, MAX(s.unique_devices) AS most_devices,
                   CAST(SUM(d.total_downloads) AS double) / NULLIF(SUM(d.counts), 0) AS share
              FROM appstore.curated_downloads AS d
              LEFT JOIN appstore.curated_sessions AS s ON s.app_id = d.app_id AND s.dt = d.dt
             WHERE d.dt >= '2026-01-01' AND d.metric_date < DATE '2026-12-01' AND d.app_id IN (1, 2) AND d.territory LIKE 'D%'
             GROUP BY d.app_name, date_trunc('month', d.metric_date)
            HAVING SUM(d.counts) > 0
             ORDER BY counts DESC, month
            """;

        var statement = Assert.Single(await reader.ReadAsync(Sql, Today));

        Assert.Empty(statement.Findings);
        Assert.Equal(["app_name", "month", "counts", "most_devices", "share"], statement.Columns);
    }
}
