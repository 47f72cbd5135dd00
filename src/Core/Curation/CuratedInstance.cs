namespace AppleAnalytics.Curation;

/// <summary>
/// One instance curated but not published: a Parquet file per date, the rejected rows, and what was noticed.
/// Disposing it frees the memory and temporary files behind the dates.
/// </summary>
public sealed class CuratedInstance : IAsyncDisposable
{
    /// <summary>The dates the instance holds, ascending.</summary>
    public required IReadOnlyList<CuratedDate> Dates { get; init; }

    /// <summary>Data rows read, header lines and blank lines not counted.</summary>
    public required long RowsIn { get; init; }

    /// <summary>Rows that could not be typed and are in <see cref="Quarantine"/>.</summary>
    public required long RowsQuarantined { get; init; }

    /// <summary>The quarantine file (CSV: segment, line, column, reason, raw text), or empty when no row was rejected.</summary>
    public required ReadOnlyMemory<byte> Quarantine { get; init; }

    /// <summary>Rejected rows by reason, each reason a short sentence.</summary>
    public required IReadOnlyDictionary<string, long> RejectReasons { get; init; }

    /// <summary>Those of the rejected rows that lack a value no row can do without, by Apple's header. Default is none.</summary>
    public IReadOnlyDictionary<string, long> MissingValues { get; init; } = new Dictionary<string, long>();

    /// <summary>How the headers differ from the catalogue.</summary>
    public required SchemaDrift Drift { get; init; }

    /// <summary>App ids found in the rows that are not the app asked for; the file is then not this app's.</summary>
    public required IReadOnlyList<long> ForeignAppIds { get; init; }

    /// <summary>Amounts that had more than six decimals and were rounded half to even.</summary>
    public long RoundedAmounts { get; init; }

    /// <summary>Whether any segment had a header line; without one the instance is empty, with one and no rows it is header only.</summary>
    public bool HasHeader { get; init; }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var date in Dates)
        {
            await date.DisposeAsync();
        }
    }
}
