using Amazon.Runtime;

namespace Amazon.Athena.Model;

public partial class GetQueryResultsResponse : AmazonWebServiceResponse
{
    public string NextToken { get; set; }

    public ResultSet ResultSet { get; set; }
}
