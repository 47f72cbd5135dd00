using System.Text.Json.Nodes;
using Amazon.Athena;
using Amazon.Athena.Model;
using Amazon.Runtime;
using AppleAnalytics.Interop.Tests.Servers;

namespace AppleAnalytics.Interop.Tests.Athena;

/// <summary>Athena's client against a server that nobody here wrote and that checks signatures and policies. moto runs no SQL: every query succeeds, without rows.</summary>
[Collection(S3Servers.Name)]
public sealed class AthenaClientTests(Moto moto)
{
    [ServerFact]
    public async Task EveryOperation_SignedAndAllowed_IsAnswered()
    {
        using var client = Client(await UserAsync("athena:*"));
        await moto.EnforceAsync();
        try
        {
            Assert.Equal("primary", (await client.GetWorkGroupAsync(new() { WorkGroup = "primary" })).WorkGroup.Name);
            var id = (await client.StartQueryExecutionAsync(new()
            {
                QueryString = "SELECT 'ü'",
                ClientRequestToken = new string('t', 40),
                WorkGroup = "primary",
                ResultConfiguration = new() { OutputLocation = "s3://results/" },
            })).QueryExecutionId;
            var query = (await client.GetQueryExecutionAsync(new() { QueryExecutionId = id })).QueryExecution;
            Assert.Equal((id, "SELECT 'ü'", QueryExecutionState.SUCCEEDED), (query.QueryExecutionId, query.Query, query.Status.State));
            Assert.NotNull(query.Status.SubmissionDateTime);
            Assert.NotNull((await client.GetQueryResultsAsync(new() { QueryExecutionId = id })).ResultSet);
            await client.StopQueryExecutionAsync(new() { QueryExecutionId = id });
        }
        finally
        {
            await moto.EnforceAsync(enforced: false);
        }
    }

    [ServerFact]
    public async Task AnOperation_NotAllowedOrWronglySigned_IsRefused()
    {
        var user = await UserAsync("athena:GetWorkGroup");
        using var client = Client(user);
        using var forged = Client(new(user.GetCredentials().AccessKey, "another secret"));
        await moto.EnforceAsync();
        try
        {
            Assert.Equal("primary", (await client.GetWorkGroupAsync(new() { WorkGroup = "primary" })).WorkGroup.Name);
            var denied = await Assert.ThrowsAnyAsync<AmazonAthenaException>(() => client.StartQueryExecutionAsync(new StartQueryExecutionRequest { QueryString = "SELECT 1" }));
            Assert.Contains("AccessDenied", denied.ErrorCode, StringComparison.Ordinal);
            var refused = await Assert.ThrowsAnyAsync<AmazonAthenaException>(() => forged.GetWorkGroupAsync(new() { WorkGroup = "primary" }));
            Assert.Contains("Signature", refused.ErrorCode, StringComparison.Ordinal);
        }
        finally
        {
            await moto.EnforceAsync(enforced: false);
        }
    }

    Task<BasicAWSCredentials> UserAsync(string action) => moto.NewUserAsync(new JsonObject
    {
        ["Version"] = "2012-10-17",
        ["Statement"] = new JsonArray(new JsonObject { ["Effect"] = "Allow", ["Action"] = action, ["Resource"] = "*" }),
    });

    AmazonAthenaClient Client(BasicAWSCredentials credentials) => new(credentials, new AmazonAthenaConfig
    {
        ServiceURL = moto.Url,
        AuthenticationRegion = "us-east-1",
        MaxErrorRetry = 0,
    });
}
