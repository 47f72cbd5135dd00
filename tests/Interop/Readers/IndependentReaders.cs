namespace AppleAnalytics.Readers;

/// <summary>DuckDB, hyparquet and Polars in one node process. Calls are taken one after another.</summary>
public sealed class IndependentReaders : IAsyncDisposable
{
    readonly ScriptProcess _script = ScriptProcess.Node(NodePackages.Readers.Script("readers.mjs"));

    /// <summary>Runs SQL in DuckDB; all queries of one instance share a database in memory.</summary>
    public Task<ReaderResult> DuckDbAsync(string sql) => AskAsync(new { kind = "duckdb", sql });

    /// <summary>Reads a Parquet file whole with hyparquet.</summary>
    public Task<ReaderResult> HyparquetAsync(string path) => AskAsync(new { kind = "hyparquet", path });

    /// <summary>Reads a Parquet file whole with Polars.</summary>
    public Task<ReaderResult> PolarsAsync(string path) => AskAsync(new { kind = "polars", path });

    public ValueTask DisposeAsync() => _script.DisposeAsync();

    async Task<ReaderResult> AskAsync(object request)
    {
        var answer = await _script.AskAsync(request);
        return new ReaderResult(
            [.. answer["columns"]!.AsArray().Select(c => c!.GetValue<string>())],
            [.. answer["rows"]!.AsArray().Select(r => (IReadOnlyList<string?>)[.. r!.AsArray().Select(v => v?.GetValue<string>())])]);
    }
}
