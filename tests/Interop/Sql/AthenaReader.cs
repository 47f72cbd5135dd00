using System.Text.Json.Nodes;
using AppleAnalytics.Catalog;
using AppleAnalytics.Interop.Tests.Debian;
using AppleAnalytics.Readers;

namespace AppleAnalytics.Interop.Tests.Sql;

/// <summary>
/// Reads Athena SQL with two readers that nobody here wrote, a Trino grammar and sqlglot, checks its types against the tables the
/// catalogue declares, and says it in DuckDB's words. Views are known to what is read after them.
/// </summary>
public sealed class AthenaReader : IAsyncLifetime
{
    static readonly DebianPackages SqlGlot = new("trixie", ["python3-sqlglot"]);

    ScriptProcess? _sqlglot;
    ScriptProcess? _grammar;

    /// <summary>The tables that are always declared, in the database <c>appstore</c>.</summary>
    public static IReadOnlyList<TableSchema> Tables { get; } = TableSchemas.ToDeclare(new Dictionary<string, IReadOnlyCollection<string>>());

    public Task InitializeAsync() => Task.CompletedTask;

    /// <summary>Reads statements that are separated by semicolons.</summary>
    /// <param name="sql">The text.</param>
    /// <param name="today">What current_date is in DuckDB's words.</param>
    public async Task<IReadOnlyList<AthenaStatement>> ReadAsync(string sql, DateOnly today)
    {
        if (_sqlglot is null || _grammar is null)
        {
            // Not before a test asks: where tests are skipped nothing is installed.
            _grammar = ScriptProcess.Node(NodePackages.Sql.Script("trino-grammar.mjs"));
            _sqlglot = ScriptProcess.Python(Path.Combine(AppContext.BaseDirectory, "Sql", "athena_sql.py"), SqlGlot.PythonPath);
            await _sqlglot.AskAsync(new { tables = Tables.ToDictionary(t => $"appstore.{t.Name}", Describe) });
        }

        var grammar = (await _grammar.AskAsync(new { sql }))["findings"]!.AsArray().Select(f => f!.ToString()).ToList();
        if (grammar.Count > 0)
        {
            return [new("", null, [], "", grammar)];
        }

        var statements = (await _sqlglot.AskAsync(new { sql, today = today.ToString("O") }))["statements"]!.AsArray();
        return [.. statements.Select(s => Read(s!))];
    }

    public async Task DisposeAsync()
    {
        foreach (var script in new[] { _sqlglot, _grammar }.OfType<ScriptProcess>())
        {
            await script.DisposeAsync();
        }
    }

    static IEnumerable<string[]> Describe(TableSchema table) =>
        table.Columns.Concat(table.PartitionKeys).Select(c => new[] { c.Name, c.Type, Adds(c.Comment) });

    static AthenaStatement Read(JsonNode s) => new(
        s["title"]!.ToString(),
        s["view"]?.ToString(),
        [.. s["columns"]!.AsArray().Select(c => c![0]!.ToString())],
        s["duckdb"]!.ToString(),
        [.. s["findings"]!.AsArray().Select(f => f!.ToString())]);

    // As the catalogue's column comments say it.
    static string Adds(string comment) =>
        comment.Contains("rows of one date", StringComparison.Ordinal) ? "within a date"
        : comment.Contains("may not be summed", StringComparison.Ordinal) ? "no"
        : "yes";
}
