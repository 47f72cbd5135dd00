namespace Amazon.Athena.Model;

public partial class QueryExecutionStatus
{
    public AthenaError AthenaError { get; set; }

    public DateTime? CompletionDateTime { get; set; }

    public QueryExecutionState State { get; set; }

    public string StateChangeReason { get; set; }

    public DateTime? SubmissionDateTime { get; set; }
}
