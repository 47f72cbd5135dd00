using AppleAnalytics.Lake;
using Microsoft.Extensions.Logging;

namespace AppleAnalytics.Curation;

internal static partial class CurationLog
{
    [LoggerMessage(1401, LogLevel.Information, "{Run}: app {App}, {Table}, instance {Instance} of {ProcessingDate:yyyy-MM-dd}: {State}, {RowsIn} rows read, {RowsPublished} stand in partitions, {Partitions} partitions written. {Message}")]
    public static partial void Curated(
        ILogger logger, string run, long app, string table, string instance, DateOnly processingDate, InstanceOutcome state, long rowsIn, long rowsPublished, int partitions, string message);
}
