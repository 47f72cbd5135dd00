using System.Text.Json;
using AppleAnalytics.Interop.Tests.Infrastructure;
using AppleAnalytics.Interop.Tests.Lake;
using AppleAnalytics.Interop.Tests.Servers;
using AppleAnalytics.Lake;
using AppleAnalytics.Simulator;

namespace AppleAnalytics.Interop.Tests.Security;

/// <summary>A run that holds no AWS key: the managed identity's token is exchanged for the role of the AWS stack, which moto enforces.</summary>
[Collection(S3Servers.Name)]
public sealed class KeylessTests(Moto moto)
{
    [ServerFact]
    public async Task Run_WithAManagedIdentity_TakesTheRoleForSecretAndLake()
    {
        var bucket = await moto.NewBucketAsync();
        await using var apple = await SimulatorServer.StartAsync(CloudHost.Account with { Apps = 1 });
        await using var azure = await AzureIdentity.StartAsync(moto);
        await moto.NewSecretAsync("keyless", JsonSerializer.Serialize(new
        {
            issuerId = apple.Credentials.IssuerId,
            keyId = apple.Credentials.KeyId,
            privateKey = apple.Credentials.PrivateKeyPem,
        }));
        var stack = new StackTemplate(
            ("BucketName", bucket), ("LakePrefix", "lake"), ("EntraTenantId", "11111111-2222-3333-4444-555555555555"), ("IdentityObjectId", "99999999-2222-3333-4444-555555555555"));
        var policy = stack.Properties("AppPolicy")["PolicyDocument"]!.AsObject();
        foreach (var statement in policy["Statement"]!.AsArray().Where(s => s!["Sid"]!.ToString() == "ReadAppleKey"))
        {
            // moto checks resources in S3 alone; elsewhere it asks for all.
            statement!["Resource"] = "*";
        }

        await moto.IamAsync(("Action", "CreateRole"), ("RoleName", "keyless"), ("AssumeRolePolicyDocument", stack.Properties("AppRole")["AssumeRolePolicyDocument"]!.ToString()));
        await moto.IamAsync(("Action", "PutRolePolicy"), ("RoleName", "keyless"), ("PolicyName", "app"), ("PolicyDocument", policy.ToJsonString()));
        using var host = new CloudHost(apple, moto.Url, $"s3://{bucket}/lake", moto.Owner);
        foreach (var setting in new[] { "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "Apple__IssuerId", "Apple__KeyId", "Apple__PrivateKey" })
        {
            host.Environment.Remove(setting);
        }

        foreach (var (name, value) in azure.Environment)
        {
            host.Environment[name] = value;
        }

        host.Environment["Apple__SecretName"] = "keyless";
        host.Environment["AWS_ENDPOINT_URL_SECRETS_MANAGER"] = moto.Url;
        host.Environment["Aws__RoleArn"] = $"arn:aws:iam::{Moto.Account}:role/keyless";
        host.Environment["Aws__Audience"] = "api://apple-analytics";
        host.Environment["Aws__ManagedIdentityClientId"] = "22222222-2222-3333-4444-555555555555";
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

        Assert.True(code == 0, said);
        Assert.Equal(("api://apple-analytics", "22222222-2222-3333-4444-555555555555"), Assert.Single(azure.Asked));

        // When the settings are checked, and by the host.
        Assert.InRange(azure.Assumed.Count, 1, 2);
        Assert.All(azure.Assumed, body => Assert.Contains(Uri.EscapeDataString(AzureIdentity.Token), body, StringComparison.Ordinal));
        Assert.DoesNotContain(AzureIdentity.Token, said, StringComparison.Ordinal);
        using var client = moto.Client(moto.Owner);
        using var store = new S3ObjectStore(client, bucket, "lake");
        Assert.NotEmpty(await LakeObjects.HashesAsync(store, apple.BaseAddress));
    }
}
