using AppleAnalytics.Curation;

namespace AppleAnalytics.Lake;

/// <summary>What a manifest holds of one published partition.</summary>
public sealed record PartitionEntry
{
    /// <summary>The delivery the rows come from.</summary>
    public required Vintage Vintage { get; init; }

    /// <summary>Rows in the file.</summary>
    public required long Rows { get; init; }

    /// <summary>Size of the file in bytes.</summary>
    public required long Bytes { get; init; }

    /// <summary>Sums of the table's summable measures by curated name, exact.</summary>
    public required IReadOnlyDictionary<string, decimal> Sums { get; init; }

    /// <summary>The version of the table's schema the file was written with.</summary>
    public int SchemaVersion { get; init; } = 1;

    /// <summary>Columns the catalogue does not know, kept as strings; null when there are none.</summary>
    public IReadOnlyList<string>? ExtraColumns { get; init; }

    /// <summary>
    /// The processing date of the first newer delivery that should have held the date and did not; null while confirmed.
    /// The partition stands: missing is not zero.
    /// </summary>
    public DateOnly? UnconfirmedSince { get; init; }
}
