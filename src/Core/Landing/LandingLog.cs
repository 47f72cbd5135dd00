using Microsoft.Extensions.Logging;

namespace AppleAnalytics.Landing;

internal static partial class LandingLog
{
    [LoggerMessage(1201, LogLevel.Information, "{Run}: app {App}, {Table}: {State}, {Listed} instances listed, {Due} to land")]
    public static partial void Searched(ILogger logger, string run, long app, string table, FindInstancesState state, int listed, int due);

    [LoggerMessage(1202, LogLevel.Information, "App {App}, {Table}: Apple does not know report {Report} any more, resolving it anew")]
    public static partial void ReportIdForgotten(ILogger logger, long app, string table, string report);

    [LoggerMessage(1203, LogLevel.Information, "{Run}: app {App}, {Table}, instance {Instance} of {ProcessingDate}: {State}, {Segments} segments, {Bytes} bytes")]
    public static partial void Landed(ILogger logger, string run, long app, string table, string instance, DateOnly processingDate, LandState state, int segments, long bytes);

    [LoggerMessage(1204, LogLevel.Warning, "App {App}, {Table}, instance {Instance}, segment {Segment}: {Problem}; downloading it again")]
    public static partial void Mismatch(ILogger logger, long app, string table, string instance, string segment, string problem);

    [LoggerMessage(1205, LogLevel.Warning, "App {App}, {Table}, instance {Instance}, segment {Segment}: Apple states no MD5 ({Checksum}), only its size is verified")]
    public static partial void NoChecksum(ILogger logger, long app, string table, string instance, string segment, string? checksum);
}
