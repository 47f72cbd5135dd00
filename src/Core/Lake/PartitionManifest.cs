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
    /// <param name="vintage">The delivery.</param>
    /// <param name="published">The partitions that now stand from it.</param>
    /// <param name="lacks">Dates it should have held and did not.</param>
    /// <param name="pins">Pins and exclusions: what they rule out gives way to what they allow.</param>
    public PartitionManifest With(Vintage vintage, IReadOnlyDictionary<DateOnly, PartitionEntry> published, IReadOnlyList<DateRange> lacks, PinSet pins)
    {
        ArgumentNullException.ThrowIfNull(published);
        ArgumentNullException.ThrowIfNull(lacks);
        ArgumentNullException.ThrowIfNull(pins);
        var partitions = new SortedDictionary<DateOnly, PartitionEntry>(Partitions);
        foreach (var (date, entry) in published)
        {
            if (!partitions.TryGetValue(date, out var present) || pins.Compare(Table, AppId, date, entry.Vintage, present.Vintage) >= 0)
            {
                partitions[date] = entry;
            }
        }

        var incomplete = Incomplete.Where(d => d.Vintage != vintage).ToList();
        if (lacks.Count > 0)
        {
            incomplete.Add(new(vintage, lacks));
        }

        var oldest = incomplete.Count == 0 ? default : incomplete.Max(d => d.Vintage.ProcessingDate).AddDays(-RememberDays);
        incomplete.RemoveAll(d => d.Vintage.ProcessingDate < oldest);
        incomplete.Sort((a, b) => a.Vintage.CompareTo(b.Vintage));
        foreach (var (date, entry) in partitions.ToList())
        {
            partitions[date] = entry with { UnconfirmedSince = UnconfirmedSince(date, entry, incomplete) };
        }

        return this with { Partitions = partitions, Incomplete = incomplete };
    }

    static DateOnly? UnconfirmedSince(DateOnly date, PartitionEntry entry, List<DeliveryEntry> incomplete)
    {
        var since = incomplete.Find(d => d.Vintage.CompareTo(entry.Vintage) > 0 && d.Lacks.Any(r => r.Contains(date)))?.Vintage.ProcessingDate;

        // A delivery no longer remembered still counts as long as the partition is the one it left unconfirmed.
        return since is null || (entry.UnconfirmedSince is { } known && known < since) ? entry.UnconfirmedSince : since;
    }
}
