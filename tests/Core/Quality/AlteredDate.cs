using AppleAnalytics.Curation;

namespace AppleAnalytics.Quality;

/// <summary>A curated date about which something else is said than its file holds, or whose file is damaged.</summary>
public sealed class AlteredDate(CuratedDate date, int bytesCutOff = 0) : CuratedDate
{
    /// <summary>A copy of an instance with its last date altered.</summary>
    public static CuratedInstance LastOf(CuratedInstance instance, Func<CuratedDate, CuratedDate> alter) => new()
    {
        Dates = [.. instance.Dates.SkipLast(1), alter(instance.Dates[^1])],
        RowsIn = instance.RowsIn,
        RowsQuarantined = instance.RowsQuarantined,
        Quarantine = instance.Quarantine,
        RejectReasons = instance.RejectReasons,
        Drift = instance.Drift,
        ForeignAppIds = instance.ForeignAppIds,
        HasHeader = instance.HasHeader,
    };

    /// <summary>A copy of an instance that says that one more row came in.</summary>
    public static CuratedInstance WithOneRowMore(CuratedInstance instance) => new()
    {
        Dates = instance.Dates,
        RowsIn = instance.RowsIn + 1,
        RowsQuarantined = instance.RowsQuarantined,
        Quarantine = instance.Quarantine,
        RejectReasons = instance.RejectReasons,
        Drift = instance.Drift,
        ForeignAppIds = instance.ForeignAppIds,
        HasHeader = instance.HasHeader,
    };

    public static AlteredDate Of(
        CuratedDate date, int bytesCutOff = 0, (string Measure, decimal Sum)? sum = null, (string Measure, decimal Maximum)? maximum = null) => new(date, bytesCutOff)
    {
        Date = date.Date,
        Rows = date.Rows,
        Bytes = date.Bytes,
        Sums = sum is { } s ? new Dictionary<string, decimal>(date.Sums) { [s.Measure] = s.Sum } : date.Sums,
        Minima = date.Minima,
        Maxima = maximum is { } m ? new Dictionary<string, decimal>(date.Maxima) { [m.Measure] = m.Maximum } : date.Maxima,
        Nulls = date.Nulls,
        DuplicateKeys = date.DuplicateKeys,
        Territories = date.Territories,
    };

    public override Stream OpenRead()
    {
        using var file = date.OpenRead();
        var copy = new MemoryStream();
        file.CopyTo(copy);
        copy.SetLength(copy.Length - bytesCutOff);
        copy.Position = 0;
        return copy;
    }

    public override ValueTask DisposeAsync() => date.DisposeAsync();
}
