using System.Text.Json;
using Amazon.Athena.Model;

namespace Amazon.Athena.Wire;

/// <summary>The structures of answers.</summary>
static class Shapes
{
    public static QueryExecution QueryExecution(JsonElement json) => new()
    {
        Query = json.Text("Query"),
        QueryExecutionContext = json.Object("QueryExecutionContext", c => new QueryExecutionContext { Catalog = c.Text("Catalog"), Database = c.Text("Database") }),
        QueryExecutionId = json.Text("QueryExecutionId"),
        ResultConfiguration = json.Object("ResultConfiguration", ResultConfiguration),
        StatementType = json.Text("StatementType"),
        Statistics = json.Object("Statistics", Statistics),
        Status = json.Object("Status", Status),
        WorkGroup = json.Text("WorkGroup"),
    };

    public static ResultSet ResultSet(JsonElement json) => new()
    {
        ResultSetMetadata = json.Object("ResultSetMetadata", m => new ResultSetMetadata { ColumnInfo = m.List("ColumnInfo", ColumnInfo) }),
        Rows = json.List("Rows", row => new Row { Data = row.List("Data", datum => new Datum { VarCharValue = datum.Text("VarCharValue") }) }),
    };

    public static WorkGroup WorkGroup(JsonElement json) => new()
    {
        Configuration = json.Object("Configuration", Configuration),
        Name = json.Text("Name"),
        State = json.Text("State"),
    };

    public static TableMetadata TableMetadata(JsonElement json) => new()
    {
        Columns = json.List("Columns", Column),
        Name = json.Text("Name"),
        Parameters = json.Map("Parameters"),
        PartitionKeys = json.List("PartitionKeys", Column),
        TableType = json.Text("TableType"),
    };

    static Column Column(JsonElement json) => new() { Comment = json.Text("Comment"), Name = json.Text("Name"), Type = json.Text("Type") };

    static ColumnInfo ColumnInfo(JsonElement json) => new() { Name = json.Text("Name"), Type = json.Text("Type") };

    static ResultConfiguration ResultConfiguration(JsonElement json) => new()
    {
        ExpectedBucketOwner = json.Text("ExpectedBucketOwner"),
        OutputLocation = json.Text("OutputLocation"),
    };

    static QueryExecutionStatistics Statistics(JsonElement json) => new()
    {
        DataScannedInBytes = json.Long("DataScannedInBytes"),
        EngineExecutionTimeInMillis = json.Long("EngineExecutionTimeInMillis"),
        QueryQueueTimeInMillis = json.Long("QueryQueueTimeInMillis"),
        TotalExecutionTimeInMillis = json.Long("TotalExecutionTimeInMillis"),
    };

    static QueryExecutionStatus Status(JsonElement json) => new()
    {
        AthenaError = json.Object("AthenaError", e => new AthenaError
        {
            ErrorCategory = e.Int("ErrorCategory"),
            ErrorMessage = e.Text("ErrorMessage"),
            ErrorType = e.Int("ErrorType"),
            Retryable = e.Flag("Retryable"),
        }),
        CompletionDateTime = json.Time("CompletionDateTime"),
        State = json.Text("State"),
        StateChangeReason = json.Text("StateChangeReason"),
        SubmissionDateTime = json.Time("SubmissionDateTime"),
    };

    static WorkGroupConfiguration Configuration(JsonElement json) => new()
    {
        BytesScannedCutoffPerQuery = json.Long("BytesScannedCutoffPerQuery"),
        EnforceWorkGroupConfiguration = json.Flag("EnforceWorkGroupConfiguration"),
        EngineVersion = json.Object("EngineVersion", v => new EngineVersion
        {
            EffectiveEngineVersion = v.Text("EffectiveEngineVersion"),
            SelectedEngineVersion = v.Text("SelectedEngineVersion"),
        }),
        ManagedQueryResultsConfiguration = json.Object("ManagedQueryResultsConfiguration", c => new ManagedQueryResultsConfiguration { Enabled = c.Flag("Enabled") }),
        ResultConfiguration = json.Object("ResultConfiguration", ResultConfiguration),
    };
}
