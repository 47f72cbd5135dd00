using Amazon.Runtime;
using Azure.Core;
using Azure.Identity;

namespace AppleAnalytics.Security;

/// <summary>The token of Azure's managed identity, made out for <c>Aws__Audience</c>; Azure.Identity keeps and renews it.</summary>
internal sealed class ManagedIdentityToken(AwsOptions options) : WebIdentityTokenSource
{
    readonly ManagedIdentityCredential _identity = new(
        options.ManagedIdentityClientId is { } client ? ManagedIdentityId.FromUserAssignedClientId(client) : ManagedIdentityId.SystemAssigned);

    public override async Task<string> GetAsync(CancellationToken cancellation = default)
    {
        try
        {
            return (await _identity.GetTokenAsync(new TokenRequestContext([$"{options.Audience}/.default"]), cancellation)).Token;
        }
        catch (CredentialUnavailableException fault)
        {
            throw new ConfigurationException(
                $"Aws__RoleArn is set and there is no managed identity here{Named()}; assign it to the function app and set Aws__ManagedIdentityClientId to its client id, or leave out Aws__RoleArn where AWS's own credentials are to be used.", fault);
        }
        catch (AuthenticationFailedException fault) when (fault.InnerException is HttpRequestException or OperationCanceledException or Azure.RequestFailedException { Status: 0 or 429 or >= 500 })
        {
            throw new AmazonClientException("The managed identity's endpoint does not answer now.", fault);
        }
        catch (AuthenticationFailedException fault)
        {
            throw new ConfigurationException(
                $"Entra gave the managed identity{Named()} no token for {options.Audience}; set Aws__Audience to the application ID URI of an app registration of the tenant, and assign the identity to it where assignment is required.", fault);
        }
    }

    string Named() => options.ManagedIdentityClientId is { } client ? $" with the client id {client}" : "";
}
