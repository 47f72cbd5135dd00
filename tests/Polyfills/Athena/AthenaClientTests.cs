using System.Net;
using System.Text;
using System.Text.Json;
using Amazon.Athena;
using Amazon.Athena.Model;
using Amazon.Runtime;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace AppleAnalytics.Polyfills.Tests.Athena;

/// <summary>What the client sends and reads, over HTTP; awsJson 1.1 as the service model has it.</summary>
public sealed class AthenaClientTests : IAsyncLifetime
{
    private static readonly JsonSerializerOptions s_asWritten = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly List<(string Target, string Authorization, string ContentType, JsonElement Body)> _received = [];
    private readonly Queue<(int Status, string Body)> _answers = new();
    private WebApplication _server = null!;
    private AmazonAthenaClient _client = null!;

    public async Task InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        _server = builder.Build();
        _server.Urls.Add("http://127.0.0.1:0");
        _server.Run(AnswerAsync);
        await _server.StartAsync();
        _client = new(new BasicAWSCredentials("AKIDEXAMPLE", "secret"), new AmazonAthenaConfig
        {
            ServiceURL = _server.Urls.Single(),
            AuthenticationRegion = "eu-central-1",
            RetryMode = RequestRetryMode.Standard,
            MaxErrorRetry = 2,
        });
    }

    public async Task DisposeAsync()
    {
        _client.Dispose();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task StartQueryExecution_IsSignedAndWrittenAsTheModelHasIt()
    {
        _answers.Enqueue((200, """{"QueryExecutionId":"q-1"}"""));

        var response = await _client.StartQueryExecutionAsync(new()
        {
            QueryString = "SELECT 'ü' -- \"x\"",
            ClientRequestToken = "token",
            WorkGroup = "primary",
            QueryExecutionContext = new() { Database = "appstore" },
            ResultConfiguration = new() { OutputLocation = "s3://bucket/results/" },
        });

        Assert.Equal(("q-1", HttpStatusCode.OK), (response.QueryExecutionId, response.HttpStatusCode));
        var (target, authorization, contentType, body) = Assert.Single(_received);
        Assert.Equal(("AmazonAthena.StartQueryExecution", "application/x-amz-json-1.1"), (target, contentType));
        Assert.Matches("^AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/[0-9]{8}/eu-central-1/athena/aws4_request, ", authorization);
        Assert.Equal(
            """{"ClientRequestToken":"token","QueryExecutionContext":{"Database":"appstore"},"QueryString":"SELECT 'ü' -- \"x\"","ResultConfiguration":{"OutputLocation":"s3://bucket/results/"},"WorkGroup":"primary"}""",
            JsonSerializer.Serialize(body, s_asWritten));
    }

    [Fact]
    public async Task GetQueryExecution_ReadsStateTimesAndStatistics()
    {
        _answers.Enqueue((200, """
            {"QueryExecution":{"QueryExecutionId":"q-1","StatementType":"DDL","Statistics":{"DataScannedInBytes":5000000000,"Extra":[1]},
             "Status":{"State":"FAILED","StateChangeReason":"no such bucket","CompletionDateTime":1.7643E9,"AthenaError":{"ErrorCategory":2,"Retryable":false}}}}
            """));

        var execution = (await _client.GetQueryExecutionAsync(new() { QueryExecutionId = "q-1" })).QueryExecution;

        Assert.Equal((QueryExecutionState.FAILED, "no such bucket", StatementType.DDL), (execution.Status.State, execution.Status.StateChangeReason, execution.StatementType));
        Assert.Equal((5_000_000_000L, null, 2, false), (execution.Statistics.DataScannedInBytes, execution.Statistics.TotalExecutionTimeInMillis, execution.Status.AthenaError.ErrorCategory, execution.Status.AthenaError.Retryable));
        Assert.Equal(new DateTime(2025, 11, 28, 3, 20, 0, DateTimeKind.Utc), execution.Status.CompletionDateTime);
    }

    [Fact]
    public async Task GetQueryResults_ReadsRowsAndNulls()
    {
        _answers.Enqueue((200, """{"NextToken":"n","ResultSet":{"ResultSetMetadata":{"ColumnInfo":[{"Name":"dt","Type":"varchar"}]},"Rows":[{"Data":[{"VarCharValue":"2026-11-20"},{}]}]}}"""));

        var response = await _client.GetQueryResultsAsync(new() { QueryExecutionId = "q-1", MaxResults = 1000 });

        Assert.Equal(("n", "dt"), (response.NextToken, response.ResultSet.ResultSetMetadata.ColumnInfo.Single().Name));
        Assert.Equal(["2026-11-20", null], response.ResultSet.Rows.Single().Data.Select(d => d.VarCharValue));
    }

    [Fact]
    public async Task ListTableMetadata_ReadsColumnsKeysAndParameters()
    {
        _answers.Enqueue((200, """{"TableMetadataList":[{"Name":"t","TableType":"EXTERNAL_TABLE","Columns":[{"Name":"a","Type":"bigint","Comment":"c"}],"PartitionKeys":[{"Name":"dt","Type":"string"}],"Parameters":{"location":"s3://b/t"}}]}"""));

        var table = (await _client.ListTableMetadataAsync(new() { CatalogName = "AwsDataCatalog", DatabaseName = "appstore" })).TableMetadataList.Single();

        Assert.Equal(("t", "bigint", "c", "dt", "s3://b/t"), (table.Name, table.Columns[0].Type, table.Columns[0].Comment, table.PartitionKeys[0].Name, table.Parameters["location"]));
    }

    [Fact]
    public async Task InvalidRequest_IsTheServicesException()
    {
        _answers.Enqueue((400, """{"__type":"InvalidRequestException","Message":"line 1:8: no","AthenaErrorCode":"MALFORMED_QUERY"}"""));

        var fault = await Assert.ThrowsAsync<InvalidRequestException>(() => _client.StartQueryExecutionAsync(new() { QueryString = "SELECT" }));

        Assert.Equal(("line 1:8: no", "MALFORMED_QUERY", HttpStatusCode.BadRequest), (fault.Message, fault.AthenaErrorCode, fault.StatusCode));
    }

    [Fact]
    public async Task Throttling_IsRetriedByThePipelineThenThrown()
    {
        const string Throttled = """{"__type":"com.amazonaws.athena#TooManyRequestsException","Message":"You have exceeded the limit","Reason":"CONCURRENT_QUERY_LIMIT_EXCEEDED"}""";
        _answers.Enqueue((400, Throttled));
        _answers.Enqueue((200, """{"WorkGroup":{"Name":"primary","State":"ENABLED","Configuration":{"EnforceWorkGroupConfiguration":true,"EngineVersion":{"EffectiveEngineVersion":"Athena engine version 3"}}}}"""));

        var group = (await _client.GetWorkGroupAsync(new() { WorkGroup = "primary" })).WorkGroup;

        Assert.Equal((WorkGroupState.ENABLED, true, 2), (group.State, group.Configuration.EnforceWorkGroupConfiguration, _received.Count));
        for (var i = 0; i < 3; i++)
        {
            _answers.Enqueue((400, Throttled));
        }

        var fault = await Assert.ThrowsAsync<TooManyRequestsException>(() => _client.StopQueryExecutionAsync(new() { QueryExecutionId = "q" }));
        Assert.Equal(ThrottleReason.CONCURRENT_QUERY_LIMIT_EXCEEDED, fault.Reason);
    }

    [Theory]
    [InlineData("eu-central-1", "https://athena.eu-central-1.amazonaws.com/")]
    [InlineData("cn-north-1", "https://athena.cn-north-1.amazonaws.com.cn/")]
    public void Endpoint_IsTheRegions(string region, string expected)
    {
        var config = new AmazonAthenaConfig { RegionEndpoint = Amazon.RegionEndpoint.GetBySystemName(region) };

        Assert.Equal(expected, new Uri(config.DetermineServiceOperationEndpoint(new(new StartQueryExecutionRequest())).URL).ToString());
    }

    private async Task AnswerAsync(HttpContext context)
    {
        using var body = await JsonDocument.ParseAsync(context.Request.Body);
        _received.Add((context.Request.Headers["X-Amz-Target"]!, context.Request.Headers.Authorization!, context.Request.ContentType!, body.RootElement.Clone()));
        var (status, answer) = _answers.Dequeue();
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/x-amz-json-1.1";
        await context.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(answer));
    }
}
