namespace Amazon.Athena.Model;

public partial class StartQueryExecutionRequest : AmazonAthenaRequest
{
    public string ClientRequestToken { get; set; }

    public QueryExecutionContext QueryExecutionContext { get; set; }

    public string QueryString { get; set; }

    public ResultConfiguration ResultConfiguration { get; set; }

    public string WorkGroup { get; set; }
}
