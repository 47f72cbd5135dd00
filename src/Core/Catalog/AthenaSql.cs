using System.Globalization;

namespace AppleAnalytics.Catalog;

/// <summary>How names and values are written for Athena: DDL is Hive's, queries are Trino's, and the two quote differently.</summary>
public static class AthenaSql
{
    /// <summary>A name in DDL: in backticks.</summary>
    public static string Name(string name) => $"`{name.Replace("`", "``", StringComparison.Ordinal)}`";

    /// <summary>A text in DDL: Hive takes a backslash as an escape, and a line has to stay a line.</summary>
    public static string Text(string text) =>
        $"'{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "\\'", StringComparison.Ordinal).ReplaceLineEndings(" ")}'";

    /// <summary>A name in a query: in double quotes.</summary>
    public static string QueryName(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    /// <summary>A text in a query: a quote is doubled, a backslash is a backslash.</summary>
    public static string QueryText(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";

    /// <summary>A date as partitions have it, as a text in a query.</summary>
    public static string QueryText(DateOnly date) => QueryText(date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
}
