namespace Amazon.Athena.Model;

public partial class ListTableMetadataRequest : AmazonAthenaRequest
{
    public string CatalogName { get; set; }

    public string DatabaseName { get; set; }

    public string Expression { get; set; }

    public int? MaxResults { get; set; }

    public string NextToken { get; set; }

    public string WorkGroup { get; set; }
}
