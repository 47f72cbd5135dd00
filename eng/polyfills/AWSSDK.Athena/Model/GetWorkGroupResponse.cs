using Amazon.Runtime;

namespace Amazon.Athena.Model;

public partial class GetWorkGroupResponse : AmazonWebServiceResponse
{
    public WorkGroup WorkGroup { get; set; }
}
