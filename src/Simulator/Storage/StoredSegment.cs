namespace AppleAnalytics.Simulator.Storage;

/// <summary>A segment's file.</summary>
/// <param name="Bytes">The gzip bytes.</param>
/// <param name="Md5">MD5 of them, 32 lower-case hexadecimal digits.</param>
internal sealed record StoredSegment(byte[] Bytes, string Md5);
