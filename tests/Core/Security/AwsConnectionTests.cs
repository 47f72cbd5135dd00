using System.Net;
using Amazon.Runtime;
using Amazon.SecurityToken;
using Amazon.SecurityToken.Model;
using Microsoft.Extensions.Configuration;

namespace AppleAnalytics.Security;

public sealed class AwsConnectionTests
{
    static readonly AwsOptions Role = new() { Region = "eu-central-1", RoleArn = "arn:aws:iam::123456789012:role/app", Audience = "api://app" };

    [Fact]
    public async Task Credentials_AreExchangedOnceWhileTheyLast()
    {
        var sts = new Sts { Lifetime = TimeSpan.FromHours(1) };
        using var credentials = new WebIdentityCredentials(Role, new Token(), sts);

        for (var i = 0; i < 3; i++)
        {
            Assert.Equal("session", (await credentials.GetCredentialsAsync()).Token);
        }

        var request = Assert.Single(sts.Requests);
        Assert.Equal((Role.RoleArn, "the-token"), (request.RoleArn, request.WebIdentityToken));
    }

    [Fact]
    public async Task Credentials_RoleDoesNotTrustTheIdentity_SaysWhatToDoWithoutTheToken()
    {
        var sts = new Sts { Fault = new AmazonSecurityTokenServiceException("no the-token", ErrorType.Sender, "AccessDenied", "r", HttpStatusCode.Forbidden) };
        using var credentials = new WebIdentityCredentials(Role, new Token(), sts);

        var fault = await Assert.ThrowsAsync<ConfigurationException>(credentials.GetCredentialsAsync);

        Assert.Contains("the role's trust must name the tenant's OIDC provider, the audience api://app", fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("the-token", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Credentials_StsAway_MayPass()
    {
        var sts = new Sts { Fault = new AmazonSecurityTokenServiceException("no", ErrorType.Receiver, "InternalFailure", "r", HttpStatusCode.InternalServerError) };
        using var credentials = new WebIdentityCredentials(Role, new Token(), sts);

        await Assert.ThrowsAsync<AmazonClientException>(credentials.GetCredentialsAsync);
    }

    [Theory]
    [InlineData("inside Azure AWS is reached by the managed identity alone", "WEBSITE_INSTANCE_ID=x")]
    [InlineData("no AWS key belongs into Azure", "WEBSITE_INSTANCE_ID=x", "AWS_ACCESS_KEY_ID=AKIA", "Aws:RoleArn=arn:aws:iam::123456789012:role/app", "Aws:Audience=api://app")]
    [InlineData("which is no role", "Aws:RoleArn=app")]
    [InlineData("Aws__Audience is not", "Aws:RoleArn=arn:aws:iam::123456789012:role/app")]
    public void From_WhatCannotBeUsed_SaysWhatToSet(string expected, params string[] settings) =>
        Assert.Contains(expected, Assert.Throws<ConfigurationException>(() => From(settings)).Message, StringComparison.Ordinal);

    [Fact]
    public void From_RoleInsideAzure_IsTaken()
    {
        var options = From("WEBSITE_INSTANCE_ID=x", "Aws:RoleArn=arn:aws-cn:iam::123456789012:role/a/b", "Aws:Audience=api://app", "Aws:ManagedIdentityClientId=c", "Aws:Region=eu-central-1");

        Assert.Equal(("arn:aws-cn:iam::123456789012:role/a/b", "api://app", "c", "eu-central-1", true), (options.RoleArn, options.Audience, options.ManagedIdentityClientId, options.Region, options.IsInAzure));
    }

    static AwsOptions From(params string[] settings) => AwsOptions.From(
        new ConfigurationBuilder().AddInMemoryCollection(settings.Select(s => s.Split('=', 2)).Select(p => KeyValuePair.Create(p[0], (string?)p[1]))).Build());

    sealed class Token : WebIdentityTokenSource
    {
        public override Task<string> GetAsync(CancellationToken cancellation = default) => Task.FromResult("the-token");
    }

    sealed class Sts() : AmazonSecurityTokenServiceClient(new AnonymousAWSCredentials(), Amazon.RegionEndpoint.EUCentral1)
    {
        public TimeSpan Lifetime { get; init; }

        public Exception? Fault { get; init; }

        public List<AssumeRoleWithWebIdentityRequest> Requests { get; } = [];

        public override Task<AssumeRoleWithWebIdentityResponse> AssumeRoleWithWebIdentityAsync(AssumeRoleWithWebIdentityRequest request, CancellationToken cancellationToken = default)
        {
            Requests.Add(request);
            return Fault is not null ? Task.FromException<AssumeRoleWithWebIdentityResponse>(Fault) : Task.FromResult(new AssumeRoleWithWebIdentityResponse
            {
                Credentials = new("key", "secret", "session", DateTime.UtcNow + Lifetime),
            });
        }
    }
}
