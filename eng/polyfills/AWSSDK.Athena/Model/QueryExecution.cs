namespace Amazon.Athena.Model;

public partial class QueryExecution
{
    public string Query { get; set; }

    public QueryExecutionContext QueryExecutionContext { get; set; }

    public string QueryExecutionId { get; set; }

    public ResultConfiguration ResultConfiguration { get; set; }

    public StatementType StatementType { get; set; }

    public QueryExecutionStatistics Statistics { get; set; }

    public QueryExecutionStatus Status { get; set; }

    public string WorkGroup { get; set; }
}
