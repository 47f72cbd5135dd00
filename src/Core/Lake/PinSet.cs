using AppleAnalytics.Curation;
using AppleAnalytics.Reports;

namespace AppleAnalytics.Lake;

/// <summary>The pins in force.</summary>
/// <param name="All">The pins.</param>
public sealed record PinSet(IReadOnlyList<Pin> All)
{
    /// <summary>No pin.</summary>
    public static PinSet None { get; } = new([]);

    /// <summary>The pin that keeps a delivery out whole, or null.</summary>
    public Pin? Excluding(string instanceId) => All.FirstOrDefault(p => p.ExcludedInstanceId == instanceId);

    /// <summary>Whether a partition may stand from that delivery.</summary>
    public bool Allows(string table, long appId, DateOnly date, Vintage vintage)
    {
        ArgumentNullException.ThrowIfNull(vintage);
        return Excluding(vintage.InstanceId) is null
            && !All.Any(p => p.AsOf is { } asOf && vintage.ProcessingDate > asOf && p.Covers(table, appId, date));
    }

    /// <summary>
    /// Which of two deliveries a partition should stand from: what is allowed before what is not; then a daily delivery, or a snapshot
    /// that was told to replace, before a snapshot that only fills; then the higher vintage. A total order, so that it does not matter
    /// in which order deliveries arrive.
    /// </summary>
    /// <returns>Positive when <paramref name="left"/>, negative when <paramref name="right"/>, 0 when they are one delivery.</returns>
    public int Compare(string table, long appId, DateOnly date, Vintage left, Vintage right)
    {
        ArgumentNullException.ThrowIfNull(left);
        var allowed = Allows(table, appId, date, left).CompareTo(Allows(table, appId, date, right));
        var rank = allowed != 0 ? allowed : FillsOnly(table, appId, date, right).CompareTo(FillsOnly(table, appId, date, left));
        return rank != 0 ? rank : left.CompareTo(right);
    }

    /// <summary>Whether a delivery is a snapshot's that gives way to any daily delivery of the date.</summary>
    public bool FillsOnly(string table, long appId, DateOnly date, Vintage vintage)
    {
        ArgumentNullException.ThrowIfNull(vintage);
        return vintage.AccessType == AccessType.OneTimeSnapshot
            && !All.Any(p => vintage.ProcessingDate <= p.ReplacingUntil && p.Covers(table, appId, date));
    }
}
