namespace AppleAnalytics.Landing;

/// <summary>One landed segment: the bytes exactly as Apple sent them.</summary>
/// <param name="Id">Apple's id of the segment.</param>
/// <param name="Bytes">Size of the compressed object in bytes.</param>
/// <param name="Md5">MD5 of the compressed bytes, 32 lower-case hex digits, as computed while landing.</param>
public sealed record SegmentRecord(string Id, long Bytes, string Md5);
