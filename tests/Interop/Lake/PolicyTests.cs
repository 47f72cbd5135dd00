using System.Text.Json;
using System.Text.Json.Nodes;
using AppleAnalytics.Interop.Tests.Infrastructure;
using AppleAnalytics.Interop.Tests.Servers;
using AppleAnalytics.Lake;
using AppleAnalytics.Simulator;

namespace AppleAnalytics.Interop.Tests.Lake;

/// <summary>A run with the policy of the AWS stack in force, whole and with each permission taken away that a run uses in S3 and Secrets Manager.</summary>
[Collection(S3Servers.Name)]
public sealed class PolicyTests(Moto moto)
{
    const string Secret = "apple-analytics-key";

    [ServerTheory]
    [InlineData("")]
    [InlineData("s3:ListBucket")]
    [InlineData("s3:GetObject")]
    [InlineData("s3:PutObject")]
    [InlineData("s3:DeleteObject")]
    [InlineData("secretsmanager:GetSecretValue")]
    public async Task Run_WithTheStacksPolicy_SucceedsAndNamesWhatIsTakenAway(string action)
    {
        await using var apple = await SimulatorServer.StartAsync(CloudHost.Account with { Apps = 1 });
        var bucket = await moto.NewBucketAsync();
        var secret = Secret + (action.Length == 0 ? "" : "-" + action[(action.IndexOf(':', StringComparison.Ordinal) + 1)..]);
        await moto.NewSecretAsync(secret, JsonSerializer.Serialize(new
        {
            issuerId = apple.Credentials.IssuerId,
            keyId = apple.Credentials.KeyId,
            privateKey = apple.Credentials.PrivateKeyPem,
        }));
        var user = await moto.NewUserAsync(Without(StackTemplate.AppPolicy(bucket, ("LakePrefix", "lake"), ("AppleSecretName", secret)), action));
        using var host = new CloudHost(apple, moto.Url, $"s3://{bucket}/lake", user);
        foreach (var setting in new[] { "Apple__IssuerId", "Apple__KeyId", "Apple__PrivateKey" })
        {
            host.Environment.Remove(setting);
        }

        host.Environment["Apple__SecretName"] = secret;
        host.Environment["AWS_ENDPOINT_URL_SECRETS_MANAGER"] = moto.Url;
        await moto.EnforceAsync();
        int code;
        string said;
        try
        {
            (code, said) = await host.RunAsync();
        }
        finally
        {
            await moto.EnforceAsync(false);
        }

        Assert.DoesNotContain("PRIVATE KEY", said, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", said, StringComparison.Ordinal);
        if (action.Length > 0)
        {
            Assert.True(code != 0, said);
            Assert.True(said.Contains(action, StringComparison.Ordinal), said);
            return;
        }

        Assert.True(code == 0, said);
        using var client = moto.Client(moto.Owner);
        using var store = new S3ObjectStore(client, bucket, "lake");
        Assert.NotEmpty(await LakeObjects.HashesAsync(store, apple.BaseAddress));
    }

    static JsonObject Without(JsonObject policy, string action)
    {
        foreach (var statement in policy["Statement"]!.AsArray().Select(s => s!.AsObject()))
        {
            var actions = statement["Action"] is JsonArray several ? several.Select(a => a!.ToString()).ToList() : [statement["Action"]!.ToString()];
            statement["Action"] = new JsonArray([.. actions.Where(a => a != action).DefaultIfEmpty("none:None").Select(a => JsonValue.Create(a))]);

            // moto checks resources in S3 alone; elsewhere it asks for all.
            if (!actions[0].StartsWith("s3:", StringComparison.Ordinal))
            {
                statement["Resource"] = "*";
            }
        }

        return policy;
    }
}
