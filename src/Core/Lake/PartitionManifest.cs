using AppleAnalytics.Curation;

namespace AppleAnalytics.Lake;

/// <summary>What is published of one table and app. A cache: the partitions' own metadata can rebuild it.</summary>
public sealed record PartitionManifest
{
    /// <summary>Days a delivery that lacked dates is remembered, counted back from the newest such delivery.</summary>
    public const int RememberDays = 40;

    /// <summary>The shape of this file. Is 1.</summary>
    public int Version { get; init; } = 1;

    /// <summary>Our table.</summary>
    public required string Table { get; init; }

    /// <summary>Apple's identifier of the app.</summary>
    public required long AppId { get; init; }

    /// <summary>The published partitions by metric date.</summary>
    public SortedDictionary<DateOnly, PartitionEntry> Partitions { get; init; } = [];

    /// <summary>Recent deliveries that lacked dates they should have held, ascending by vintage.</summary>
    public IReadOnlyList<DeliveryEntry> Incomplete { get; init; } = [];

    /// <summary>The manifest with a delivery taken in; the result does not depend on the order of deliveries.</summary>
    /// <param name="delivery">The delivery.</param>
    internal PartitionManifest With(RecordedDelivery delivery) => (this with { Partitions = new(Partitions) }).Take(delivery);

    /// <summary>
    /// The same without copying the partitions: this manifest's own change and are the result's. For the many deliveries of a
    /// backfill, where copying a thousand dates for each would be most of the work.
    /// </summary>
    internal PartitionManifest Take(RecordedDelivery delivery)
    {
        ArgumentNullException.ThrowIfNull(delivery);
        foreach (var (date, entry) in delivery.Published)
        {
            if (!Partitions.TryGetValue(date, out var present) || delivery.Pins.Compare(Table, AppId, date, entry.Vintage, present.Vintage) >= 0)
            {
                Partitions[date] = entry;
            }
        }

        var incomplete = Incomplete.Where(d => d.Vintage != delivery.Vintage).ToList();
        if (delivery.Lacks.Count > 0)
        {
            incomplete.Add(new(delivery.Vintage, delivery.Lacks));
        }

        var oldest = incomplete.Count == 0 ? default : incomplete.Max(d => d.Vintage.ProcessingDate).AddDays(-RememberDays);
        incomplete.RemoveAll(d => d.Vintage.ProcessingDate < oldest);
        incomplete.Sort((a, b) => a.Vintage.CompareTo(b.Vintage));
        foreach (var date in LackedDates(incomplete))
        {
            if (Partitions.TryGetValue(date, out var entry) && UnconfirmedSince(date, entry, incomplete) is { } since && since != entry.UnconfirmedSince)
            {
                Partitions[date] = entry with { UnconfirmedSince = since };
            }
        }

        return this with { Incomplete = incomplete };
    }

    /// <summary>The dates some delivery lacked; all others are as confirmed as they were.</summary>
    static IEnumerable<DateOnly> LackedDates(List<DeliveryEntry> incomplete) => incomplete.SelectMany(d => d.Lacks).SelectMany(range => range.Dates).Distinct();

    static DateOnly? UnconfirmedSince(DateOnly date, PartitionEntry entry, List<DeliveryEntry> incomplete)
    {
        var since = incomplete.Find(d => d.Vintage.CompareTo(entry.Vintage) > 0 && d.Lacks.Any(r => r.Contains(date)))?.Vintage.ProcessingDate;

        // A delivery no longer remembered still counts as long as the partition is the one it left unconfirmed.
        return since is null || (entry.UnconfirmedSince is { } known && known < since) ? entry.UnconfirmedSince : since;
    }
}
