using Amazon.Runtime;

namespace Amazon.Athena.Model;

public partial class StartQueryExecutionResponse : AmazonWebServiceResponse
{
    public string QueryExecutionId { get; set; }
}
