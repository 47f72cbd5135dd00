namespace AppleAnalytics.Curation;

/// <summary>The rows of one date that wait for their row group.</summary>
internal sealed class DateRows(DateOnly date)
{
    public DateOnly Date { get; } = date;

    public int Rows { get; set; }

    public List<CodeChunk> Chunks { get; } = [];

    /// <summary>The date's file, once a row group of it is written.</summary>
    public PartitionFile? File { get; set; }
}

/// <summary>Codes of consecutive rows, one column after another: in memory, or in the temporary file without gaps.</summary>
internal sealed class CodeChunk(ushort[] codes, int capacity)
{
    public ushort[]? Codes { get; set; } = codes;

    /// <summary>Rows between the beginnings of two columns in <see cref="Codes"/>.</summary>
    public int Capacity { get; } = capacity;

    public int Rows { get; set; }

    public long SpilledAt { get; set; }
}
