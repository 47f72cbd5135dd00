using Amazon.Runtime;

namespace Amazon.Athena;

public class QueryExecutionState : ConstantClass
{
    public static readonly QueryExecutionState CANCELLED = new QueryExecutionState("CANCELLED");

    public static readonly QueryExecutionState FAILED = new QueryExecutionState("FAILED");

    public static readonly QueryExecutionState QUEUED = new QueryExecutionState("QUEUED");

    public static readonly QueryExecutionState RUNNING = new QueryExecutionState("RUNNING");

    public static readonly QueryExecutionState SUCCEEDED = new QueryExecutionState("SUCCEEDED");

    public QueryExecutionState(string value)
        : base(value)
    {
    }

    public static QueryExecutionState FindValue(string value) => FindValue<QueryExecutionState>(value);

    public static implicit operator QueryExecutionState(string value) => FindValue(value);
}
