using System.Globalization;

namespace AppleAnalytics.AthenaDouble;

/// <summary>Answers the few queries the app asks, over registered partitions and the rows of their files. Refuses what Trino refuses.</summary>
/// <param name="glue">The tables.</param>
/// <param name="rowsUnder">The rows of the files under a folder in S3, by the location of the folder each file is in.</param>
public sealed class QueryEngine(GlueState glue, Func<string, Task<IReadOnlyDictionary<string, long>>> rowsUnder)
{
    /// <summary>Runs a query.</summary>
    /// <returns>The rows, the names of the columns first.</returns>
    /// <exception cref="RefusedException">Athena refuses it or fails.</exception>
    public async Task<List<string?[]>> RunAsync(string sql)
    {
        var tokens = new Tokens(sql, isHive: false);
        tokens.Expect("SELECT");
        var items = new List<(string Function, string Column, string Name)>();
        do
        {
            items.Add(Item(tokens));
        }
        while (tokens.TryTake(","));
        tokens.Expect("FROM");
        var database = Name(tokens);
        tokens.Expect(".");
        var table = Name(tokens);
        var rows = await ReadAsync(database, table);
        if (tokens.TryTake("WHERE"))
        {
            rows = Where(tokens, rows);
        }

        var groups = new List<string>();
        if (tokens.TryTake("GROUP", "BY"))
        {
            do
            {
                groups.Add(Name(tokens));
            }
            while (tokens.TryTake(","));
        }

        tokens.ExpectEnd();
        return [[.. items.Select(i => i.Name)], .. groups.Count > 0 ? Grouped(rows, groups, items) : rows.Select(r => items.Select(i => (string?)Value(r, i.Column)).ToArray())];
    }

    static IEnumerable<string?[]> Grouped(
        List<(Dictionary<string, string> Values, long Rows)> rows, List<string> groups, List<(string Function, string Column, string Name)> items)
    {
        foreach (var item in items.Where(i => i.Function.Length == 0 && !groups.Contains(i.Column)))
        {
            throw new RefusedException($"EXPRESSION_NOT_AGGREGATE: '{item.Column}' must be an aggregate expression or appear in GROUP BY clause");
        }

        return rows.GroupBy(r => string.Join('/', groups.Select(g => Value(r, g)))).Select(group => items.Select(item => item.Function switch
        {
            "COUNT" => group.Sum(r => r.Rows).ToString(CultureInfo.InvariantCulture),
            "SUM" => group.Sum(r => decimal.Parse(Value(r, item.Column), CultureInfo.InvariantCulture)).ToString(CultureInfo.InvariantCulture),
            _ => (string?)Value(group.First(), item.Column),
        }).ToArray());
    }

    async Task<List<(Dictionary<string, string> Values, long Rows)>> ReadAsync(string database, string name)
    {
        var isMetadata = name.EndsWith("$partitions", StringComparison.Ordinal);
        var bare = isMetadata ? name[..^"$partitions".Length] : name;
        if (!glue.Databases.TryGetValue(database, out var tables) || !tables.TryGetValue(bare, out var table))
        {
            throw new RefusedException($"TABLE_NOT_FOUND: line 1:1: Table 'awsdatacatalog.{database}.{name}' does not exist");
        }

        if (isMetadata)
        {
            return table.IsProjected
                ? throw new RefusedException($"The partitions of {bare} are projected and cannot be listed")
                : [.. table.Partitions.Keys.Select(k => (Split(table, k), 1L))];
        }

        var files = await rowsUnder(table.Parameters["location"]);
        return table.IsProjected
            ? [.. files.Select(f => (Values: Hive(f.Key), f.Value)).Where(f => IsProjected(table, f.Values))]
            : [.. table.Partitions.Where(p => files.ContainsKey(p.Value)).Select(p => (Split(table, p.Key), files[p.Value]))];
    }

    static bool IsProjected(GlueTable table, Dictionary<string, string> values) =>
        (!values.TryGetValue("app_id", out var app) || table.Parameters["projection.app_id.values"].Split(',').Contains(app))
        && string.CompareOrdinal(values["dt"], table.Parameters["projection.dt.range"].Split(',')[0]) >= 0;

    static Dictionary<string, string> Split(GlueTable table, string values) =>
        table.PartitionKeys.Zip(values.Split('/')).ToDictionary(p => p.First.Name, p => p.Second);

    static Dictionary<string, string> Hive(string location) =>
        location.Split('/').Where(p => p.Contains('=', StringComparison.Ordinal)).ToDictionary(p => p.Split('=')[0], p => p.Split('=')[1]);

    static List<(Dictionary<string, string> Values, long Rows)> Where(Tokens tokens, List<(Dictionary<string, string> Values, long Rows)> rows)
    {
        var column = Name(tokens);
        if (tokens.TryTake("BETWEEN"))
        {
            var from = Text(tokens);
            tokens.Expect("AND");
            var to = Text(tokens);
            return rows.FindAll(r => string.CompareOrdinal(Value(r, column), from) >= 0 && string.CompareOrdinal(Value(r, column), to) <= 0);
        }

        tokens.Expect("IN", "(");
        var among = new HashSet<string>(StringComparer.Ordinal);
        do
        {
            among.Add(Text(tokens));
        }
        while (tokens.TryTake(","));
        tokens.Expect(")");
        return rows.FindAll(r => among.Contains(Value(r, column)));
    }

    static (string Function, string Column, string Name) Item(Tokens tokens)
    {
        if (tokens.TryTake("COUNT", "(", "*", ")", "AS"))
        {
            return ("COUNT", "", Name(tokens));
        }

        if (tokens.TryTake("SUM", "(", "CAST", "("))
        {
            var summed = Name(tokens);
            tokens.Expect("AS", "DECIMAL", "(", "38", ",", "0", ")", ")", ")", "AS");
            return ("SUM", summed, Name(tokens));
        }

        var column = Name(tokens);
        return ("", column, column);
    }

    static string Value((Dictionary<string, string> Values, long Rows) row, string column) =>
        row.Values.TryGetValue(column, out var value) ? value : throw new RefusedException($"COLUMN_NOT_FOUND: Column '{column}' cannot be resolved");

    static string Name(Tokens tokens) => tokens.Take() switch
    {
        { Kind: TokenKind.DoubleQuote, Value: var name } => name,
        { Kind: TokenKind.Backtick } => throw new RefusedException("backquoted identifiers are not supported; use double quotes to quote identifiers"),
        { Kind: TokenKind.Word, Value: var name } when ReservedWords.Query.Contains(name) => throw new RefusedException($"mismatched input '{name}'"),
        { Kind: TokenKind.Word, Value: var name } when char.IsAsciiLetter(name[0]) => name,
        var other => throw new RefusedException($"mismatched input '{other.Value}'"),
    };

    static string Text(Tokens tokens) => tokens.Take() is { Kind: TokenKind.Text, Value: var text } ? text : throw new RefusedException("a text in single quotes is expected");
}
