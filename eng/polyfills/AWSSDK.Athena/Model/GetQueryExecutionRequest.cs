namespace Amazon.Athena.Model;

public partial class GetQueryExecutionRequest : AmazonAthenaRequest
{
    public string QueryExecutionId { get; set; }
}
