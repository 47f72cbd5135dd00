using Microsoft.Extensions.Logging;

namespace AppleAnalytics.Reviews;

internal static partial class ReviewsLog
{
    [LoggerMessage(1301, LogLevel.Information, "{Run}: app {App}, {Table}: {State}, {Reviews} reviews read, {New} new, {Updated} updated, {Partitions} partitions written")]
    public static partial void Curated(ILogger logger, string run, long app, string table, ReviewsState state, int reviews, int @new, int updated, int partitions);
}
