using Amazon.Runtime;

namespace Amazon.Athena.Model;

public partial class AmazonAthenaRequest : AmazonWebServiceRequest
{
}
