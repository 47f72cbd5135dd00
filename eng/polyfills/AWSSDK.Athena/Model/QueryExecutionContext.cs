namespace Amazon.Athena.Model;

public partial class QueryExecutionContext
{
    public string Catalog { get; set; }

    public string Database { get; set; }
}
