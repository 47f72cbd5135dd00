using System.Globalization;
using AppleAnalytics.Catalog;
using AppleAnalytics.Interop.Tests.Demo;
using AppleAnalytics.Readers;

namespace AppleAnalytics.Interop.Tests.Sql;

/// <summary>The demo's lake in DuckDB with every table the catalogue declares, and all views of sql/ made on it; opened when first asked for.</summary>
public sealed class SqlDemo(PlayedDemo demo) : IAsyncLifetime
{
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

        Today = DateOnly.Parse((await DuckDb.ScalarAsync("SELECT max(processing_date) FROM appstore.curated_downloads"))!, CultureInfo.InvariantCulture).AddDays(1);
        await MakeViewsAsync(DuckDb, SqlFiles.Views);
        _isOpen = true;
    }

    /// <summary>Makes views in a database.</summary>
    public async Task MakeViewsAsync(DuckDb database, IEnumerable<string> files)
    {
        foreach (var file in files)
        {
            foreach (var statement in await Reader.ReadAsync(SqlFiles.Read(file), Today))
            {
                await database.QueryAsync(statement.DuckDb);
            }
        }
    }

    /// <summary>The statement that makes a table of the catalogue, without rows.</summary>
    public static string Create(TableSchema table) =>
        $"CREATE TABLE appstore.{table.Name} ({string.Join(", ", table.Columns.Concat(table.PartitionKeys).Select(c => $"{c.Name} {DuckDbType(c.Type)}"))})";

    // A table without data is empty, as it is in Athena.
    static string Declare(TableSchema table, string lake)
    {
        var folder = Path.Combine(lake, table.Folder);
        if (!Directory.Exists(folder))
        {
            return Create(table);
        }

        var keys = string.Join(", ", table.PartitionKeys.Select(k => $"'{k.Name}': {DuckDbType(k.Type)}"));
        var hive = keys.Length == 0 ? "" : $", hive_partitioning = true, hive_types = {{{keys}}}";
        return $"{Create(table)}; INSERT INTO appstore.{table.Name} BY NAME SELECT * FROM read_parquet('{folder}**/data.parquet', union_by_name = true{hive})";
    }

    static string DuckDbType(string type) => type switch { "string" => "VARCHAR", "int" => "INTEGER", _ => type.ToUpperInvariant() };
}
