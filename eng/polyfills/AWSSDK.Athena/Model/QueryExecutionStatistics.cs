namespace Amazon.Athena.Model;

public partial class QueryExecutionStatistics
{
    public long? DataScannedInBytes { get; set; }

    public long? EngineExecutionTimeInMillis { get; set; }

    public long? QueryQueueTimeInMillis { get; set; }

    public long? TotalExecutionTimeInMillis { get; set; }
}
