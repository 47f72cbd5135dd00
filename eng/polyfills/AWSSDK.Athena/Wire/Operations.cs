using Amazon.Athena.Model;

namespace Amazon.Athena.Wire;

/// <summary>The operations, as the service model names their members.</summary>
static class Operations
{
    public static readonly Operation<GetQueryExecutionRequest, GetQueryExecutionResponse> GetQueryExecution = new(
        nameof(GetQueryExecution),
        (json, request) => json.Text("QueryExecutionId", request.QueryExecutionId),
        (json, response) => response.QueryExecution = json.Object("QueryExecution", Shapes.QueryExecution));

    public static readonly Operation<GetQueryResultsRequest, GetQueryResultsResponse> GetQueryResults = new(
        nameof(GetQueryResults),
        (json, request) =>
        {
            json.Int("MaxResults", request.MaxResults);
            json.Text("NextToken", request.NextToken);
            json.Text("QueryExecutionId", request.QueryExecutionId);
        },
        (json, response) =>
        {
            response.NextToken = json.Text("NextToken");
            response.ResultSet = json.Object("ResultSet", Shapes.ResultSet);
        });

    public static readonly Operation<GetWorkGroupRequest, GetWorkGroupResponse> GetWorkGroup = new(
        nameof(GetWorkGroup),
        (json, request) => json.Text("WorkGroup", request.WorkGroup),
        (json, response) => response.WorkGroup = json.Object("WorkGroup", Shapes.WorkGroup));

    public static readonly Operation<ListTableMetadataRequest, ListTableMetadataResponse> ListTableMetadata = new(
        nameof(ListTableMetadata),
        (json, request) =>
        {
            json.Text("CatalogName", request.CatalogName);
            json.Text("DatabaseName", request.DatabaseName);
            json.Text("Expression", request.Expression);
            json.Int("MaxResults", request.MaxResults);
            json.Text("NextToken", request.NextToken);
            json.Text("WorkGroup", request.WorkGroup);
        },
        (json, response) =>
        {
            response.NextToken = json.Text("NextToken");
            response.TableMetadataList = json.List("TableMetadataList", Shapes.TableMetadata);
        });

    public static readonly Operation<StartQueryExecutionRequest, StartQueryExecutionResponse> StartQueryExecution = new(
        nameof(StartQueryExecution),
        (json, request) =>
        {
            // The idempotency token: the SDK makes one up where the caller gives none.
            json.Text("ClientRequestToken", request.ClientRequestToken ?? Guid.NewGuid().ToString());
            if (request.QueryExecutionContext is { } context)
            {
                json.WriteStartObject("QueryExecutionContext");
                json.Text("Catalog", context.Catalog);
                json.Text("Database", context.Database);
                json.WriteEndObject();
            }

            json.Text("QueryString", request.QueryString);
            if (request.ResultConfiguration is { } result)
            {
                json.WriteStartObject("ResultConfiguration");
                json.Text("ExpectedBucketOwner", result.ExpectedBucketOwner);
                json.Text("OutputLocation", result.OutputLocation);
                json.WriteEndObject();
            }

            json.Text("WorkGroup", request.WorkGroup);
        },
        (json, response) => response.QueryExecutionId = json.Text("QueryExecutionId"));

    public static readonly Operation<StopQueryExecutionRequest, StopQueryExecutionResponse> StopQueryExecution = new(
        nameof(StopQueryExecution),
        (json, request) => json.Text("QueryExecutionId", request.QueryExecutionId),
        (_, _) => { });
}
