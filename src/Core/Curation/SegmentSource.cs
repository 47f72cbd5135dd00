namespace AppleAnalytics.Curation;

/// <summary>One segment to curate: its id and how to open its compressed bytes.</summary>
/// <param name="Id">Apple's id of the segment, or a file's name.</param>
/// <param name="OpenAsync">Opens the bytes as Apple sent them; the curator disposes the stream.</param>
public sealed record SegmentSource(string Id, Func<CancellationToken, ValueTask<Stream>> OpenAsync);
