using AppleAnalytics.Parquet;

namespace AppleAnalytics.Curation;

/// <summary>One date's Parquet file in the making, with the figures of its rows so far.</summary>
internal sealed class PartitionFile
{
    public PartitionFile(IReadOnlyList<OutputColumn> columns, OutputBudget budget)
    {
        Content = new PartitionContent(budget);
        Builder = new ParquetFileBuilder([.. columns.Select(c => c.Column)], Content);
        Sums = new Int128[columns.Count];
        Minima = new long?[columns.Count];
        Maxima = new long[columns.Count];
        LargestPerUnit = new ulong[columns.Count];
        Nulls = new long[columns.Count];
    }

    public PartitionContent Content { get; }

    public ParquetFileBuilder Builder { get; }

    /// <summary>Sums of the measures, in units of the stored type, by place of the column.</summary>
    public Int128[] Sums { get; }

    /// <summary>Smallest values of the measures, in units of the stored type, by place of the column.</summary>
    public long?[] Minima { get; }

    /// <summary>Largest values of the measures that have a smallest one, in units of the stored type, by place of the column.</summary>
    public long[] Maxima { get; }

    /// <summary>Largest magnitudes per unit sold, in units of the stored type, by place of the column.</summary>
    public ulong[] LargestPerUnit { get; }

    /// <summary>Nulls by place of the column.</summary>
    public long[] Nulls { get; }

    public SortedSet<string> Territories { get; } = new(StringComparer.Ordinal);

    /// <summary>Where the key hashes of earlier row groups are.</summary>
    public List<HashRange> KeyHashes { get; } = [];

    public long DuplicateKeys { get; set; }
}

/// <summary>Key hashes in the temporary file.</summary>
internal sealed record HashRange(long Start, int Count);
