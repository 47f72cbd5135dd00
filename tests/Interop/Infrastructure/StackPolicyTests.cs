using System.Text.Json.Nodes;

namespace AppleAnalytics.Interop.Tests.Infrastructure;

/// <summary>What the stack lets the app do, and whom it trusts.</summary>
public sealed class StackPolicyTests
{
    const string Tenant = "11111111-1111-1111-1111-111111111111";
    const string Identity = "22222222-2222-2222-2222-222222222222";

    static readonly (string, string)[] Trusting = [("EntraTenantId", Tenant), ("IdentityObjectId", Identity)];

    [Fact]
    public void The_app_may_delete_state_quarantine_and_reviews_only()
    {
        var deletes = Statements(StackTemplate.AppPolicy("lake")).Where(s => Actions(s).Any(a => a.StartsWith("s3:Delete", StringComparison.Ordinal)));

        Assert.Equal(
            [
                "arn:aws:s3:::lake/appstore/curated/reviews/*",
                "arn:aws:s3:::lake/appstore/quarantine/*",
                "arn:aws:s3:::lake/appstore/quarantine/reviews/*",
                "arn:aws:s3:::lake/appstore/raw/reviews/*",
                "arn:aws:s3:::lake/appstore/state/*",
                "arn:aws:s3:::lake/appstore/state/reviews/*",
            ],
            deletes.SelectMany(Resources).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("false")]
    [InlineData("true")]
    public void Every_statement_names_its_actions_and_resources(string kms)
    {
        var statements = Statements(StackTemplate.AppPolicy("lake", ("UseKmsKey", kms))).ToList();

        Assert.All(statements, s => Assert.Equal("Allow", s["Effect"]!.ToString()));
        Assert.All(statements.SelectMany(Actions), a => Assert.DoesNotContain('*', a));
        Assert.All(statements.SelectMany(Resources), r => Assert.StartsWith("arn:aws:", r, StringComparison.Ordinal));
        Assert.Equal(kms == "true", statements.SelectMany(Actions).Any(a => a.StartsWith("kms:", StringComparison.Ordinal)));
        Assert.Equal(statements.Count, statements.Select(s => s["Sid"]!.ToString()).Distinct().Count());
    }

    [Fact]
    public void The_role_trusts_one_identity_for_one_audience()
    {
        var trust = JsonNode.Parse(new StackTemplate(Trusting).Properties("AppRole")["AssumeRolePolicyDocument"]!.ToString())!;

        var statement = Assert.Single(Statements(trust.AsObject()));
        Assert.Equal("sts:AssumeRoleWithWebIdentity", statement["Action"]!.ToString());
        Assert.Equal($"arn:aws:iam::{StackTemplate.Account}:oidc-provider/sts.windows.net/{Tenant}/", statement["Principal"]!["Federated"]!.ToString());
        var conditions = statement["Condition"]!["StringEquals"]!.AsObject().ToDictionary(c => c.Key, c => c.Value!.ToString());
        Assert.Equal(
            new Dictionary<string, string>
            {
                [$"sts.windows.net/{Tenant}/:aud"] = "api://apple-analytics-aws",
                [$"sts.windows.net/{Tenant}/:sub"] = Identity,
            },
            conditions);
    }

    [Fact]
    public void Provider_and_role_are_made_once_the_identity_is_known()
    {
        Assert.False(new StackTemplate().Makes("AppRole"));
        Assert.False(new StackTemplate().Makes("OidcProvider"));
        var trusting = new StackTemplate(Trusting);
        Assert.True(trusting.Makes("AppRole"));
        Assert.True(trusting.Makes("OidcProvider"));
        Assert.False(new StackTemplate([.. Trusting, ("CreateOidcProvider", "false")]).Makes("OidcProvider"));
        Assert.Equal($"https://sts.windows.net/{Tenant}/", trusting.Properties("OidcProvider")["Url"]!.ToString());
        Assert.Equal(trusting.Output("RoleArn"), new StackTemplate().Output("RoleArn"));
    }

    [Theory]
    [InlineData("false", "AES256")]
    [InlineData("true", "aws:kms")]
    public void The_bucket_is_private_encrypted_and_keeps_earlier_versions_for_30_days(string kms, string algorithm)
    {
        var bucket = new StackTemplate(("UseKmsKey", kms)).Properties("LakeBucket");

        Assert.All(bucket["PublicAccessBlockConfiguration"]!.AsObject(), b => Assert.True(b.Value!.GetValue<bool>()));
        Assert.Equal(4, bucket["PublicAccessBlockConfiguration"]!.AsObject().Count);
        Assert.Equal("Enabled", bucket["VersioningConfiguration"]!["Status"]!.ToString());
        var encryption = Assert.Single(bucket["BucketEncryption"]!["ServerSideEncryptionConfiguration"]!.AsArray())!;
        Assert.Equal(algorithm, encryption["ServerSideEncryptionByDefault"]!["SSEAlgorithm"]!.ToString());
        Assert.Equal(kms == "true", encryption["BucketKeyEnabled"]?.GetValue<bool>() ?? false);
        var rules = bucket["LifecycleConfiguration"]!["Rules"]!.AsArray().Select(r => r!.AsObject()).ToList();
        Assert.All(rules, r => Assert.DoesNotContain(r, p => p.Key.Contains("Transition", StringComparison.Ordinal)));
        var all = Assert.Single(rules, r => !r.ContainsKey("Prefix"));
        Assert.Equal(30, all["NoncurrentVersionExpiration"]!["NoncurrentDays"]!.GetValue<long>());
        Assert.True(all["AbortIncompleteMultipartUpload"]!["DaysAfterInitiation"]!.GetValue<long>() > 0);
        var denies = Statements(new StackTemplate().Properties("LakeBucketPolicy")["PolicyDocument"]!.AsObject());
        Assert.Contains(denies, s => s["Effect"]!.ToString() == "Deny" && s["Condition"]?["Bool"]?["aws:SecureTransport"]?.ToString() == "false");
    }

    [Theory]
    [InlineData("false", "SSE_S3")]
    [InlineData("true", "SSE_KMS")]
    public void The_workgroup_limits_scans_and_encrypts_results_whatever_a_client_asks_for(string kms, string option)
    {
        var configuration = new StackTemplate(("UseKmsKey", kms)).Properties("Workgroup")["WorkGroupConfiguration"]!;

        Assert.True(configuration["EnforceWorkGroupConfiguration"]!.GetValue<bool>());
        Assert.Equal("10737418240", configuration["BytesScannedCutoffPerQuery"]!.ToString());
        Assert.Equal(option, configuration["ResultConfiguration"]!["EncryptionConfiguration"]!["EncryptionOption"]!.ToString());
    }

    static IEnumerable<JsonObject> Statements(JsonObject policy) => policy["Statement"]!.AsArray().Select(s => s!.AsObject());

    static IEnumerable<string> Actions(JsonObject statement) => Texts(statement["Action"]!);

    static IEnumerable<string> Resources(JsonObject statement) => Texts(statement["Resource"]!);

    static IEnumerable<string> Texts(JsonNode node) => node is JsonArray list ? list.Select(n => n!.ToString()) : [node.ToString()];
}
