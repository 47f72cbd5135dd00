using Amazon;
using Amazon.Athena;
using Amazon.Runtime;
using AppleAnalytics.Lake;

namespace AppleAnalytics.Catalog;

/// <summary>Opens the client of Athena the options name.</summary>
internal static class AthenaClients
{
    const int Retries = 4;

    /// <summary>Opens it; nothing is asked before it is used.</summary>
    /// <exception cref="ConfigurationException">It cannot be opened; the message says what to set.</exception>
    public static IAmazonAthena Open(CatalogOptions options, LakeOptions lake)
    {
        // Standard mode backs off with jitter, also when throttled.
        var config = new AmazonAthenaConfig { RetryMode = RequestRetryMode.Standard, MaxErrorRetry = Retries, Timeout = TimeSpan.FromSeconds(30) };
        if (lake.Region is { } region)
        {
            config.RegionEndpoint = RegionEndpoint.GetBySystemName(region);
        }

        if (options.ServiceUrl is { } url)
        {
            config.ServiceURL = url;
            config.AuthenticationRegion = lake.Region ?? "us-east-1";
        }

        try
        {
            return new AmazonAthenaClient(config);
        }
        catch (AmazonClientException fault)
        {
            throw new ConfigurationException("No AWS region is set for Athena. Set Aws__Region, such as eu-central-1.", fault);
        }
    }
}
