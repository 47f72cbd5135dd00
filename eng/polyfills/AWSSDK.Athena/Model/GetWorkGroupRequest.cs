namespace Amazon.Athena.Model;

public partial class GetWorkGroupRequest : AmazonAthenaRequest
{
    public string WorkGroup { get; set; }
}
