namespace AppleAnalytics.Curation;

/// <summary>The rows of one date of one instance as a finished Parquet file, with the figures the audit needs.</summary>
public abstract class CuratedDate : IAsyncDisposable
{
    /// <summary>The metric date.</summary>
    public required DateOnly Date { get; init; }

    /// <summary>Rows in the file.</summary>
    public required long Rows { get; init; }

    /// <summary>Size of the Parquet file in bytes.</summary>
    public required long Bytes { get; init; }

    /// <summary>Sum of every summable measure by curated name, exact.</summary>
    public required IReadOnlyDictionary<string, decimal> Sums { get; init; }

    /// <summary>Smallest value of every measure by curated name; absent where all are null.</summary>
    public required IReadOnlyDictionary<string, decimal> Minima { get; init; }

    /// <summary>Largest value of every measure by curated name; absent where all are null.</summary>
    public required IReadOnlyDictionary<string, decimal> Maxima { get; init; }

    /// <summary>
    /// Largest magnitude of an amount per unit sold in one row, by curated name of the amount; only amounts whose column says what
    /// they are paid for. Default is none.
    /// </summary>
    public IReadOnlyDictionary<string, decimal> LargestPerUnit { get; init; } = new Dictionary<string, decimal>();

    /// <summary>Nulls by curated column name; columns without nulls are absent.</summary>
    public required IReadOnlyDictionary<string, long> Nulls { get; init; }

    /// <summary>Rows whose dimensions all equal those of an earlier row of the same date.</summary>
    public required long DuplicateKeys { get; init; }

    /// <summary>Distinct values of the territory column, or empty when the table has none.</summary>
    public required IReadOnlyList<string> Territories { get; init; }

    /// <summary>Opens the Parquet file from its beginning; may be called more than once.</summary>
    public abstract Stream OpenRead();

    /// <inheritdoc/>
    public abstract ValueTask DisposeAsync();
}
