using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using Amazon.Runtime.Internal;
using Amazon.Util;

namespace Amazon.SecretsManager.Wire;

/// <summary>Gives the endpoint rules what they decide by.</summary>
sealed class SecretsManagerEndpointResolver : BaseEndpointResolver
{
    public static EndpointParameters Parameters(AmazonSecretsManagerConfig config, string otherRegion)
    {
        var region = otherRegion ?? config.RegionEndpoint?.SystemName;
        if (region is null && !string.IsNullOrEmpty(config.ServiceURL))
        {
            region = string.IsNullOrEmpty(config.AuthenticationRegion)
                ? RegionEndpoint.GetBySystemName(AWSSDKUtils.DetermineRegion(config.ServiceURL)).SystemName
                : config.AuthenticationRegion;
        }

        return new EndpointParameters
        {
            ["Region"] = region,
            ["UseDualStack"] = config.UseDualstackEndpoint,
            ["UseFIPS"] = config.UseFIPSEndpoint,
            ["Endpoint"] = config.ServiceURL,
        };
    }

    protected override EndpointParameters MapEndpointsParameters(IRequestContext requestContext) =>
        Parameters((AmazonSecretsManagerConfig)requestContext.ClientConfig, requestContext.Request.AlternateEndpoint?.SystemName);
}
