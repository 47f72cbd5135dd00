using AppleAnalytics.Curation;

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

    /// <summary>Which of two deliveries a partition should stand from: what is allowed before what is not, then the higher vintage.</summary>
    /// <returns>Positive when <paramref name="left"/>, negative when <paramref name="right"/>, 0 when they are one delivery.</returns>
    public int Compare(string table, long appId, DateOnly date, Vintage left, Vintage right)
    {
        ArgumentNullException.ThrowIfNull(left);
        var allowed = Allows(table, appId, date, left).CompareTo(Allows(table, appId, date, right));
        return allowed != 0 ? allowed : left.CompareTo(right);
    }
}
