using Amazon.Runtime;

namespace Amazon.Athena.Model;

public partial class GetQueryExecutionResponse : AmazonWebServiceResponse
{
    public QueryExecution QueryExecution { get; set; }
}
