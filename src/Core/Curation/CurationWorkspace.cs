using AppleAnalytics.Parquet;

namespace AppleAnalytics.Curation;

/// <summary>
/// The buffers and dictionaries of one curation, kept for the next: with thousands of small files, making them costs more than using them.
/// </summary>
internal sealed class CurationWorkspace(ParquetWriterOptions options)
{
    /// <summary>More are needed only when more curations run at once.</summary>
    static readonly KeptObjects<CurationWorkspace> Kept = new(4);

    readonly List<TextDictionary> _dictionaries = [];
    readonly List<ushort[]> _codes = [];

    public FieldBlock Block { get; } = new();

    public GroupEncoder Encoder { get; } = new(options);

    public TextDictionary Dates { get; } = new();

    public ushort[] DateCodes { get; } = NewCodes();

    public static CurationWorkspace Rent(ParquetWriterOptions options) =>
        (ReferenceEquals(options, ParquetWriterOptions.Default) ? Kept.TryTake() : null) ?? new CurationWorkspace(options);

    /// <summary>Gives the workspace back; only when the curation came to its end, because nothing is cleared here.</summary>
    public void Return()
    {
        if (ReferenceEquals(options, ParquetWriterOptions.Default))
        {
            Kept.Keep(this);
        }
    }

    public IReadOnlyList<TextDictionary> Dictionaries(int columns)
    {
        while (_dictionaries.Count < columns)
        {
            _dictionaries.Add(new TextDictionary());
        }

        return _dictionaries;
    }

    /// <summary>A pinned array of codes for every stored column.</summary>
    public ushort[][] Codes(int columns)
    {
        while (_codes.Count < columns)
        {
            _codes.Add(NewCodes());
        }

        return [.. _codes.Take(columns)];
    }

    static ushort[] NewCodes() => GC.AllocateArray<ushort>(FieldBlock.MaxRows, pinned: true);
}
