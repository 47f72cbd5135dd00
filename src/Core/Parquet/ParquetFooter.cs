namespace AppleAnalytics.Parquet;

/// <summary>What the footer of a Parquet file says.</summary>
public sealed record ParquetFooter
{
    /// <summary>Rows in the file.</summary>
    public required long Rows { get; init; }

    /// <summary>Row groups in the file.</summary>
    public required int RowGroups { get; init; }

    /// <summary>The columns in file order.</summary>
    public required IReadOnlyList<ParquetColumn> Columns { get; init; }

    /// <summary>The file's own metadata.</summary>
    public required IReadOnlyDictionary<string, string> KeyValueMetadata { get; init; }

    /// <summary>Minimum, maximum and nulls by column name.</summary>
    public required IReadOnlyDictionary<string, ParquetColumnStatistics> Statistics { get; init; }
}
