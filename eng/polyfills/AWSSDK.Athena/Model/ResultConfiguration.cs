namespace Amazon.Athena.Model;

public partial class ResultConfiguration
{
    public string ExpectedBucketOwner { get; set; }

    public string OutputLocation { get; set; }
}
