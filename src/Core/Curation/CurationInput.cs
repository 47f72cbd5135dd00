using AppleAnalytics.Reports;

namespace AppleAnalytics.Curation;

/// <summary>One instance to curate: which table, whose delivery, which segments.</summary>
/// <param name="Table">The table's definition.</param>
/// <param name="AppId">The app every row must belong to.</param>
/// <param name="Vintage">The vintage of every partition curated from the instance.</param>
/// <param name="Segments">The segments in segment-id order; their rows are concatenated.</param>
public sealed record CurationInput(TableDefinition Table, long AppId, Vintage Vintage, IReadOnlyList<SegmentSource> Segments);
