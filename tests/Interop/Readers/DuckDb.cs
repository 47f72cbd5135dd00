namespace AppleAnalytics.Readers;

/// <summary>DuckDB for tests: one database in memory, shared by the queries of one instance.</summary>
public sealed class DuckDb : IAsyncDisposable
{
    readonly IndependentReaders _readers = new();

    /// <summary>Runs SQL; values come back as text (dates YYYY-MM-DD, decimals with all their digits), null as null.</summary>
    public async Task<IReadOnlyList<IReadOnlyList<string?>>> QueryAsync(string sql) => (await _readers.DuckDbAsync(sql)).Rows;

    /// <summary>Runs SQL that yields one value.</summary>
    public async Task<string?> ScalarAsync(string sql) => Assert.Single(Assert.Single(await QueryAsync(sql)));

    /// <summary>Asserts that two queries yield the same rows, each as often (EXCEPT ALL is empty both ways).</summary>
    public async Task AssertSameRowsAsync(string expected, string actual)
    {
        var missing = await QueryAsync($"SELECT * FROM ({expected}) EXCEPT ALL SELECT * FROM ({actual}) LIMIT 5");
        var surplus = await QueryAsync($"SELECT * FROM ({actual}) EXCEPT ALL SELECT * FROM ({expected}) LIMIT 5");
        Assert.True(
            missing.Count == 0 && surplus.Count == 0,
            $"Missing: {Show(missing)}\nSurplus: {Show(surplus)}");
    }

    /// <summary>A FROM clause over all partitions of a curated table in a folder lake.</summary>
    public static string Curated(string lake, string table) =>
        $"read_parquet('{lake.Replace("'", "''", StringComparison.Ordinal)}/curated/{table}/*/*/data.parquet', hive_partitioning=true, "
        + "hive_types={'dt': VARCHAR, 'app_id': BIGINT}, union_by_name=true)";

    public ValueTask DisposeAsync() => _readers.DisposeAsync();

    static string Show(IReadOnlyList<IReadOnlyList<string?>> rows) =>
        rows.Count == 0 ? "none" : string.Join("; ", rows.Select(r => string.Join(" | ", r.Select(v => v ?? "null"))));
}
