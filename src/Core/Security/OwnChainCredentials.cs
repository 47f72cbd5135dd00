using Amazon.Runtime;
using Amazon.Runtime.Credentials;

namespace AppleAnalytics.Security;

/// <summary>What AWS's own chain finds, looked for when first used: environment, profile, container, instance.</summary>
internal sealed class OwnChainCredentials : AWSCredentials
{
    readonly Lazy<AWSCredentials> _found = new(Find);

    public override ImmutableCredentials GetCredentials() => _found.Value.GetCredentials();

    public override Task<ImmutableCredentials> GetCredentialsAsync() => _found.Value.GetCredentialsAsync();

    static AWSCredentials Find()
    {
        try
        {
            return DefaultAWSCredentialsIdentityResolver.GetCredentials();
        }
        catch (AmazonClientException fault)
        {
            throw new ConfigurationException(
                "No AWS credentials were found; sign in with the AWS CLI and set AWS_PROFILE, or run where AWS gives a role, or set Aws__RoleArn and Aws__Audience where a managed identity is to be used.", fault);
        }
    }
}
