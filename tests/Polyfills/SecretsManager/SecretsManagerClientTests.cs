using System.Net;
using System.Text;
using System.Text.Json;
using Amazon.SecretsManager;
using Amazon.SecretsManager.Model;
using Amazon.Runtime;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace AppleAnalytics.Polyfills.Tests.SecretsManager;

/// <summary>What the client sends and reads, over HTTP; awsJson 1.1 as the service model has it.</summary>
public sealed class SecretsManagerClientTests : IAsyncLifetime
{
    private static readonly JsonSerializerOptions s_asWritten = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly List<(string Target, string Authorization, string ContentType, JsonElement Body)> _received = [];
    private readonly Queue<(int Status, string Body)> _answers = new();
    private WebApplication _server = null!;
    private AmazonSecretsManagerClient _client = null!;

    public async Task InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        _server = builder.Build();
        _server.Urls.Add("http://127.0.0.1:0");
        _server.Run(AnswerAsync);
        await _server.StartAsync();
        _client = new(new BasicAWSCredentials("AKIDEXAMPLE", "secret"), new AmazonSecretsManagerConfig
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
    public async Task GetSecretValue_IsSignedAndWrittenAsTheModelHasIt()
    {
        _answers.Enqueue((200, """{"ARN":"arn:x","Name":"apple","SecretString":"{}","VersionId":"v1","VersionStages":["AWSCURRENT"],"CreatedDate":1.7643E9}"""));

        var response = await _client.GetSecretValueAsync(new() { SecretId = "apple", VersionStage = "AWSCURRENT" });

        Assert.Equal(("arn:x", "apple", "{}", "v1", "AWSCURRENT"), (response.ARN, response.Name, response.SecretString, response.VersionId, response.VersionStages.Single()));
        Assert.Equal(new DateTime(2025, 11, 28, 3, 20, 0, DateTimeKind.Utc), response.CreatedDate);
        var (target, authorization, contentType, body) = Assert.Single(_received);
        Assert.Equal(("secretsmanager.GetSecretValue", "application/x-amz-json-1.1"), (target, contentType));
        Assert.Matches("^AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/[0-9]{8}/eu-central-1/secretsmanager/aws4_request, ", authorization);
        Assert.Equal("""{"SecretId":"apple","VersionStage":"AWSCURRENT"}""", JsonSerializer.Serialize(body, s_asWritten));
    }

    [Fact]
    public async Task GetSecretValue_Binary_IsDecoded()
    {
        _answers.Enqueue((200, """{"SecretBinary":"AQID"}"""));

        Assert.Equal([1, 2, 3], (await _client.GetSecretValueAsync(new() { SecretId = "apple" })).SecretBinary.ToArray());
    }

    [Theory]
    [InlineData("ResourceNotFoundException", typeof(ResourceNotFoundException))]
    [InlineData("com.amazonaws.secretsmanager#DecryptionFailure", typeof(DecryptionFailureException))]
    [InlineData("InvalidRequestException", typeof(InvalidRequestException))]
    [InlineData("InvalidParameterException", typeof(InvalidParameterException))]
    [InlineData("AccessDeniedException", typeof(AmazonSecretsManagerException))]
    public async Task Refusals_AreTheServicesExceptions(string code, Type expected)
    {
        _answers.Enqueue((400, $$"""{"__type":"{{code}}","Message":"no"}"""));

        var fault = await Record.ExceptionAsync(() => _client.GetSecretValueAsync(new() { SecretId = "apple" }));

        Assert.IsType(expected, fault);
        Assert.Equal("no", fault.Message);
    }

    [Fact]
    public async Task InternalError_IsRetriedByThePipelineThenThrown()
    {
        for (var i = 0; i < 3; i++)
        {
            _answers.Enqueue((500, """{"__type":"InternalServiceError","Message":"busy"}"""));
        }

        await Assert.ThrowsAsync<InternalServiceErrorException>(() => _client.GetSecretValueAsync(new() { SecretId = "apple" }));
        Assert.Equal(3, _received.Count);
    }

    [Theory]
    [InlineData("eu-central-1", "https://secretsmanager.eu-central-1.amazonaws.com/")]
    [InlineData("cn-north-1", "https://secretsmanager.cn-north-1.amazonaws.com.cn/")]
    public void Endpoint_IsTheRegions(string region, string expected)
    {
        var config = new AmazonSecretsManagerConfig { RegionEndpoint = Amazon.RegionEndpoint.GetBySystemName(region) };

        Assert.Equal(expected, new Uri(config.DetermineServiceOperationEndpoint(new(new GetSecretValueRequest())).URL).ToString());
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
