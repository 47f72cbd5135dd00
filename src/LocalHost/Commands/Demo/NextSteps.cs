using AppleAnalytics.LocalHost.Terminal;

namespace AppleAnalytics.LocalHost.Commands;

/// <summary>What to do with a lake once it is there.</summary>
internal static class NextSteps
{
    static readonly string[] Tables = ["downloads", "purchases", "engagement"];

    public static void Show(Screen screen, string workingDirectory, string lake)
    {
        var shown = Path.GetRelativePath(workingDirectory, lake);
        screen.Line();
        screen.Line("Ask it something, for example with DuckDB:");
        screen.Line("  CREATE SCHEMA appstore;");
        foreach (var table in Tables)
        {
            screen.Line(
                $"  CREATE VIEW appstore.curated_{table} AS SELECT * FROM read_parquet('{shown}/curated/{table}/*/*/data.parquet', hive_partitioning = true, hive_types = {{'dt': VARCHAR, 'app_id': BIGINT}});");
        }

        screen.Line("  SELECT app_name, metric_date, SUM(total_downloads) AS downloads FROM appstore.curated_downloads WHERE dt >= '2025-11-01' GROUP BY app_name, metric_date ORDER BY downloads DESC;");
        screen.Line("  SELECT territory, SUM(proceeds_usd) AS revenue FROM appstore.curated_purchases GROUP BY territory ORDER BY revenue DESC;");
        screen.Line("  SELECT app_name, SUM(impressions) AS impressions FROM appstore.curated_engagement GROUP BY app_name ORDER BY impressions DESC;");
        screen.Line($"Where every table stands: {(shown == "lake" ? "" : $"Lake__Root={shown} ")}dotnet run --project src/LocalHost -- status");
    }
}
