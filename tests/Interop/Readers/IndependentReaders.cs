using System.Diagnostics;
using System.Text;
using System.Text.Json;

namespace AppleAnalytics.Readers;

/// <summary>
/// DuckDB, hyparquet and Polars in one node process that takes requests line by line: far faster than a process per query.
/// Calls are taken one after another.
/// </summary>
public sealed class IndependentReaders : IAsyncDisposable
{
    static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    readonly Process _node;
    readonly SemaphoreSlim _turn = new(1);
    readonly Task<string> _errors;

    public IndependentReaders()
    {
        var start = new ProcessStartInfo("node")
        {
            ArgumentList = { NodePackages.Script },
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardInputEncoding = Utf8,
            StandardOutputEncoding = Utf8,
        };
        _node = Process.Start(start)!;
        _errors = _node.StandardError.ReadToEndAsync();
    }

    /// <summary>Runs SQL in DuckDB; all queries of one instance share a database in memory.</summary>
    public Task<ReaderResult> DuckDbAsync(string sql) => AskAsync(new { kind = "duckdb", sql });

    /// <summary>Reads a Parquet file whole with hyparquet.</summary>
    public Task<ReaderResult> HyparquetAsync(string path) => AskAsync(new { kind = "hyparquet", path });

    /// <summary>Reads a Parquet file whole with Polars.</summary>
    public Task<ReaderResult> PolarsAsync(string path) => AskAsync(new { kind = "polars", path });

    public async ValueTask DisposeAsync()
    {
        _node.StandardInput.Close();
        await _node.WaitForExitAsync();
        _node.Dispose();
        _turn.Dispose();
    }

    async Task<ReaderResult> AskAsync(object request)
    {
        await _turn.WaitAsync();
        try
        {
            await _node.StandardInput.WriteLineAsync(JsonSerializer.Serialize(request));
            await _node.StandardInput.FlushAsync();
            var line = await _node.StandardOutput.ReadLineAsync()
                ?? throw new InvalidOperationException($"The readers' process ended: {await _errors}");
            using var answer = JsonDocument.Parse(line);
            if (answer.RootElement.TryGetProperty("error", out var error))
            {
                throw new InvalidOperationException($"{error.GetString()} (asked for {JsonSerializer.Serialize(request)})");
            }

            return new ReaderResult(
                [.. answer.RootElement.GetProperty("columns").EnumerateArray().Select(c => c.GetString()!)],
                [.. answer.RootElement.GetProperty("rows").EnumerateArray().Select(r => (IReadOnlyList<string?>)[.. r.EnumerateArray().Select(v => v.GetString())])]);
        }
        finally
        {
            _turn.Release();
        }
    }
}
