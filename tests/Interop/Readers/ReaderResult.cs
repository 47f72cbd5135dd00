namespace AppleAnalytics.Readers;

/// <summary>What a reader found: column names and rows, every value as text, null as null.</summary>
public sealed record ReaderResult(IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<string?>> Rows)
{
    /// <summary>One column's values.</summary>
    public IReadOnlyList<string?> this[string column]
    {
        get
        {
            var index = Columns.ToList().IndexOf(column);
            return index >= 0 ? [.. Rows.Select(r => r[index])] : throw new KeyNotFoundException($"There is no column '{column}'.");
        }
    }
}
