namespace AppleAnalytics.Curation;

/// <summary>How much memory and input one curation may take.</summary>
internal sealed record CurationLimits
{
    public static CurationLimits Default { get; } = new();

    /// <summary>Whether tab-separated text is cut in place; else CsvHelper cuts it, which gives the same rows. Default is true.</summary>
    public bool CutsTabsInPlace { get; init; } = true;

    /// <summary>A longer line is no row of a report. Default is 1 MiB.</summary>
    public int MaxLineBytes { get; init; } = 1 << 20;

    /// <summary>A segment that inflates to more is no report but a trap. Default is 4 GiB.</summary>
    public long MaxInflatedBytes { get; init; } = 4L << 30;

    /// <summary>Codes of rows held in memory before they go to a temporary file. Default is 24 MiB.</summary>
    public int BufferBytes { get; init; } = 24 << 20;

    /// <summary>Finished Parquet bytes held in memory before they go to a temporary file. Default is 12 MiB.</summary>
    public int OutputBytes { get; init; } = 12 << 20;

    /// <summary>Rejected rows held, as text; with more the instance is no report. Default is 32 MiB.</summary>
    public int MaxQuarantineBytes { get; init; } = 32 << 20;

    /// <summary>Entries of a column's dictionary beyond which row groups end early. Default and maximum is 65,534.</summary>
    public int MaxDictionaryEntries { get; init; } = TextDictionary.MaxEntries;

    /// <summary>Distinct text of a column beyond which row groups end early. Default is 6 MiB.</summary>
    public int MaxDictionaryBytes { get; init; } = 6 << 20;
}
