using System.Net;
using Amazon.Runtime;
using Amazon.SecurityToken;
using Amazon.SecurityToken.Model;

namespace AppleAnalytics.Security;

/// <summary>
/// Credentials of a role that trusts the holder of a token: AssumeRoleWithWebIdentity. They last an hour and are renewed five minutes
/// before their end; nothing is stored.
/// </summary>
internal sealed class WebIdentityCredentials : RefreshingAWSCredentials
{
    const string SessionName = "apple-analytics";

    readonly AwsOptions _options;
    readonly WebIdentityTokenSource _token;
    readonly IAmazonSecurityTokenService _sts;

    /// <param name="options">Names the role.</param>
    /// <param name="token">Where the token comes from.</param>
    /// <param name="sts">The client of STS; disposed with the credentials.</param>
    public WebIdentityCredentials(AwsOptions options, WebIdentityTokenSource token, IAmazonSecurityTokenService sts)
    {
        (_options, _token, _sts) = (options, token, sts);
        PreemptExpiryTime = TimeSpan.FromMinutes(5);
    }

    protected override CredentialsRefreshState GenerateNewCredentials() => GenerateNewCredentialsAsync().GetAwaiter().GetResult();

    protected override async Task<CredentialsRefreshState> GenerateNewCredentialsAsync()
    {
        var request = new AssumeRoleWithWebIdentityRequest
        {
            RoleArn = _options.RoleArn,
            RoleSessionName = SessionName,
            WebIdentityToken = await _token.GetAsync(),
        };
        try
        {
            var credentials = (await _sts.AssumeRoleWithWebIdentityAsync(request)).Credentials;
            return new(
                new ImmutableCredentials(credentials.AccessKeyId, credentials.SecretAccessKey, credentials.SessionToken),
                credentials.Expiration!.Value.ToUniversalTime());
        }
        catch (AmazonServiceException fault) when (fault.StatusCode is HttpStatusCode.BadRequest or HttpStatusCode.Forbidden && fault.ErrorCode is not ("IDPCommunicationError" or "Throttling"))
        {
            throw new ConfigurationException(
                $"AWS does not let the managed identity take the role {_options.RoleArn} ({fault.ErrorCode}); the role's trust must name the tenant's OIDC provider, the audience {_options.Audience} and the identity's object id.", fault);
        }
        catch (AmazonServiceException fault)
        {
            throw new AmazonClientException($"AWS could not give the role {_options.RoleArn} now ({fault.ErrorCode}).", fault);
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _sts.Dispose();
        }

        base.Dispose(disposing);
    }
}
