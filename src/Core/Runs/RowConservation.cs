namespace AppleAnalytics.Runs;

/// <summary>Rows in against rows accounted for.</summary>
/// <param name="RowsIn">Rows read.</param>
/// <param name="Published">Rows in partitions that now hold their instance.</param>
/// <param name="Superseded">Rows of dates that a newer instance holds.</param>
/// <param name="Quarantined">Rows that could not be typed.</param>
/// <param name="Blocked">Rows the quality gate kept out.</param>
public sealed record RowConservation(long RowsIn, long Published, long Superseded, long Quarantined, long Blocked)
{
    /// <summary>Whether no row is lost and none was made up.</summary>
    public bool Balanced => RowsIn == Accounted;

    /// <summary>Rows accounted for.</summary>
    public long Accounted => Published + Superseded + Quarantined + Blocked;
}
