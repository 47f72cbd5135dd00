using System.Text.Json;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using Amazon.Runtime;
using AppleAnalytics.Interop.Tests.Debian;

namespace AppleAnalytics.Interop.Tests.Servers;

/// <summary>
/// moto: S3, STS, IAM, Secrets Manager, Athena and Glue of one account in memory. Signatures and policies are checked once
/// <see cref="EnforceAsync"/> was called; before that everybody may do everything.
/// </summary>
public sealed class Moto : S3Server
{
    static readonly DebianPackages Packages = new("sid", ["python3-moto", "python3-botocore", "python3-boto3", "python3-s3transfer"]);

    // What moto needs and the system lacks, for the system's own Python.
    static readonly DebianPackages Libraries = new(
        "system",
        [
            "python3-flask", "python3-flask-cors", "python3-responses", "python3-xmltodict", "python3-cryptography", "python3-antlr4",
            "python3-werkzeug", "python3-jinja2", "python3-dateutil", "python3-jmespath", "python3-urllib3", "python3-requests", "python3-pyparsing",
        ],
        withDependencies: true);

    static readonly HttpClient Http = new();
    int _users;

    /// <summary>The account of all its resources.</summary>
    public const string Account = "123456789012";

    public override BasicAWSCredentials Owner { get; } = new("AKIAOWNER", "owner");

    /// <summary>From here on signatures and policies are checked, or no longer.</summary>
    public async Task EnforceAsync(bool enforced = true)
    {
        await StartedAsync();
        using var response = await Http.PostAsync($"{Url}/moto-api/reset-auth", new StringContent(enforced ? "0" : "inf"));
        response.EnsureSuccessStatusCode();
    }

    /// <summary>Makes a user with one policy and an access key; while nothing is enforced.</summary>
    public async Task<BasicAWSCredentials> NewUserAsync(JsonObject policy)
    {
        var name = $"user-{Interlocked.Increment(ref _users)}";
        await IamAsync(("Action", "CreateUser"), ("UserName", name));
        await IamAsync(("Action", "PutUserPolicy"), ("UserName", name), ("PolicyName", "app"), ("PolicyDocument", policy.ToJsonString()));
        var key = await IamAsync(("Action", "CreateAccessKey"), ("UserName", name));
        string Element(string element) => key.Descendants().Single(e => e.Name.LocalName == element).Value;
        return new(Element("AccessKeyId"), Element("SecretAccessKey"));
    }

    /// <summary>Calls IAM; while nothing is enforced.</summary>
    public async Task<XElement> IamAsync(params (string Name, string Value)[] parameters)
    {
        await StartedAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, Url)
        {
            Content = new FormUrlEncodedContent([.. parameters.Append(("Version", "2010-05-08")).Select(p => KeyValuePair.Create(p.Item1, p.Item2))]),
        };
        request.Headers.TryAddWithoutValidation("Authorization", "AWS4-HMAC-SHA256 Credential=AKIAOWNER/20260101/us-east-1/iam/aws4_request, SignedHeaders=host, Signature=0");
        using var response = await Http.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        return response.IsSuccessStatusCode ? XElement.Parse(text) : throw new InvalidOperationException($"moto's IAM refused {parameters[0].Value}: {text}");
    }

    /// <summary>Makes a secret; while nothing is enforced.</summary>
    public async Task NewSecretAsync(string name, string value)
    {
        await StartedAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, Url)
        {
            Content = new StringContent(JsonSerializer.Serialize(new { Name = name, SecretString = value, ClientRequestToken = Guid.NewGuid() }), null, "application/x-amz-json-1.1"),
        };
        request.Headers.TryAddWithoutValidation("X-Amz-Target", "secretsmanager.CreateSecret");
        request.Headers.TryAddWithoutValidation("Authorization", "AWS4-HMAC-SHA256 Credential=AKIAOWNER/20260101/us-east-1/secretsmanager/aws4_request, SignedHeaders=host, Signature=0");
        using var response = await Http.SendAsync(request);
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync());
    }

    private protected override Task<ServerProcess> StartAsync() => ServerProcess.StartAsync("moto.sh", $"{Packages.PythonPath}:{Libraries.PythonPath}");
}
