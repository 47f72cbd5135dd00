using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using static Amazon.Runtime.Internal.Endpoints.StandardLibrary.Fn;

namespace Amazon.SecretsManager.Wire;

/// <summary>The service's endpoint rules: a given endpoint as it is, else the region's, in FIPS or dual stack where asked for.</summary>
sealed class SecretsManagerEndpointProvider : IEndpointProvider
{
    public Endpoint ResolveEndpoint(EndpointParameters parameters)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        var (fips, dualStack) = (Equals(parameters["UseFIPS"], true), Equals(parameters["UseDualStack"], true));
        if (parameters["Endpoint"] is string { Length: > 0 } given)
        {
            return fips ? throw new AmazonClientException("Invalid Configuration: FIPS and custom endpoint are not supported")
                : dualStack ? throw new AmazonClientException("Invalid Configuration: Dualstack and custom endpoint are not supported")
                : new Endpoint(given);
        }

        if (parameters["Region"] is not string region || Partition(region) is not { } partition)
        {
            throw new AmazonClientException("Invalid Configuration: Missing Region");
        }

        if (fips && !Equals(GetAttr(partition, "supportsFIPS"), true))
        {
            throw new AmazonClientException("FIPS is enabled but this partition does not support FIPS");
        }

        if (dualStack && !Equals(GetAttr(partition, "supportsDualStack"), true))
        {
            throw new AmazonClientException("DualStack is enabled but this partition does not support DualStack");
        }

        return new Endpoint($"https://secretsmanager{(fips ? "-fips" : "")}.{region}.{GetAttr(partition, dualStack ? "dualStackDnsSuffix" : "dnsSuffix")}");
    }
}
