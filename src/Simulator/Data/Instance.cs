namespace AppleAnalytics.Simulator.Data;

/// <summary>One delivery of a report.</summary>
/// <param name="Id">Its id.</param>
/// <param name="App">The app.</param>
/// <param name="Report">The report.</param>
/// <param name="Granularity">Its granularity.</param>
/// <param name="Access">Access type of the request it belongs to.</param>
/// <param name="ProcessingDay">Its processing date.</param>
/// <param name="Segments">Physical parts; 0 for an instance without any.</param>
/// <param name="Slices">The dates it tells, newest first; none for an instance with headers only.</param>
internal sealed record Instance(
    EntityId Id,
    AppProfile App,
    Report Report,
    Granularity Granularity,
    ReportAccess Access,
    int ProcessingDay,
    int Segments,
    DateSlice[] Slices)
{
    public EntityId SegmentId(int segment) => Id with { Kind = EntityKind.Segment, Segment = segment };
}
