using System.Globalization;
using AppleAnalytics.Catalog;
using AppleAnalytics.Interop.Tests.Demo;
using AppleAnalytics.Readers;

namespace AppleAnalytics.Interop.Tests.Sql;

/// <summary>The demo's lake in DuckDB with every table the catalogue declares, and all views of sql/ made on it; opened when first asked for.</summary>
public sealed class SqlDemo(PlayedDemo demo) : IAsyncLifetime
{
    // What tells of deliveries: three of one table, of which one is blocked and one not read.
    const string Deliveries =
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
        """;

    bool _isOpen;

    /// <summary>The database.</summary>
    public DuckDb DuckDb { get; } = new();

    public AthenaReader Reader { get; } = new();

    /// <summary>The day after the newest delivery, which is what queries take for today.</summary>
    public DateOnly Today { get; private set; }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        await DuckDb.DisposeAsync();
        await Reader.DisposeAsync();
    }

    /// <summary>Loads the tables and makes the views.</summary>
    public async Task OpenAsync()
    {
        Assert.True(demo.ExitCode == 0, demo.Output);
        if (_isOpen)
        {
            return;
        }

        await DuckDb.QueryAsync("CREATE SCHEMA appstore");
        foreach (var table in AthenaReader.Tables.Where(t => t.Format == TableFormat.Parquet))
        {
            await DuckDb.QueryAsync(Declare(table, Path.Combine(demo.Root, "lake")));
        }

        await DuckDb.QueryAsync(Deliveries);
        await DuckDb.QueryAsync("INSERT INTO appstore.dim_apps BY NAME SELECT app_id, max(app_name) AS app_name, max(processing_date) AS last_seen FROM appstore.curated_downloads GROUP BY app_id UNION ALL SELECT 99, 'Without data', DATE '2026-11-19'");
        await DuckDb.QueryAsync("INSERT INTO appstore.dim_territories BY NAME SELECT DISTINCT territory, 'Name of ' || territory AS territory_name FROM appstore.curated_downloads WHERE territory IS NOT NULL");
        Today = DateOnly.Parse((await DuckDb.ScalarAsync("SELECT max(processing_date) FROM appstore.curated_downloads"))!, CultureInfo.InvariantCulture).AddDays(1);
        foreach (var view in SqlFiles.Views)
        {
            foreach (var statement in await Reader.ReadAsync(SqlFiles.Read(view), Today))
            {
                await DuckDb.QueryAsync(statement.DuckDb);
            }
        }

        _isOpen = true;
    }

    // A table without data is empty, as it is in Athena. The tables about the data are filled by hand above.
    static string Declare(TableSchema table, string lake)
    {
        var columns = string.Join(", ", table.Columns.Concat(table.PartitionKeys).Select(c => $"{c.Name} {DuckDbType(c.Type)}"));
        var create = $"CREATE TABLE appstore.{table.Name} ({columns})";
        var folder = Path.Combine(lake, table.Folder);
        return ServiceTables.Names.Contains(table.Name) || !Directory.Exists(folder)
            ? create
            : $"{create}; INSERT INTO appstore.{table.Name} BY NAME SELECT * FROM read_parquet('{folder}**/data.parquet', union_by_name = true, "
                + $"hive_partitioning = true, hive_types = {{{string.Join(", ", table.PartitionKeys.Select(k => $"'{k.Name}': {DuckDbType(k.Type)}"))}}})";
    }

    static string DuckDbType(string type) => type switch { "string" => "VARCHAR", "int" => "INTEGER", _ => type.ToUpperInvariant() };
}
