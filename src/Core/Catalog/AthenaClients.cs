using Amazon.Athena;
using AppleAnalytics.Security;

namespace AppleAnalytics.Catalog;

/// <summary>Opens the client of Athena the options name.</summary>
internal static class AthenaClients
{
    /// <summary>Opens it; nothing is asked before it is used.</summary>
    /// <exception cref="ConfigurationException">It cannot be opened; the message says what to set.</exception>
    public static IAmazonAthena Open(CatalogOptions options, AwsConnection aws) => aws.Create(
        new AmazonAthenaConfig { Timeout = TimeSpan.FromSeconds(30) },
        options.ServiceUrl,
        (credentials, config) => new AmazonAthenaClient(credentials, config));
}
