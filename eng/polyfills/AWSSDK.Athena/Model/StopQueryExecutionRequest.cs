namespace Amazon.Athena.Model;

public partial class StopQueryExecutionRequest : AmazonAthenaRequest
{
    public string QueryExecutionId { get; set; }
}
