using System.Globalization;
using System.Text;

namespace AppleAnalytics.Apple;

/// <summary>A physical part of an instance. Its text form leaves the address out, whose query is a secret.</summary>
/// <param name="Id">Apple's id.</param>
/// <param name="Checksum">What Apple states as checksum; in practice the MD5 of the compressed bytes. Null when not stated.</param>
/// <param name="SizeInBytes">The compressed size Apple states; null when not stated.</param>
/// <param name="Url">The presigned address, valid for five minutes.</param>
public sealed record AnalyticsReportSegment(string Id, string? Checksum, long? SizeInBytes, Uri Url)
{
    /// <summary>The stated MD5 as 32 lower-case hex digits, or null when what is stated is not an MD5.</summary>
    public string? Md5 => Checksum is { Length: 32 } text && text.All(char.IsAsciiHexDigit) ? text.ToLowerInvariant() : null;

    bool PrintMembers(StringBuilder builder)
    {
        builder.Append(CultureInfo.InvariantCulture, $"Id = {Id}, Checksum = {Checksum}, SizeInBytes = {SizeInBytes}");
        return true;
    }
}
