using System.Collections.ObjectModel;
using Amazon.Runtime;
using Amazon.Runtime.Internal;

namespace Amazon.SecretsManager.Wire;

/// <summary>The SDK's default modes, as every service client has them.</summary>
static class DefaultModes
{
    public static ReadOnlyCollection<IDefaultConfiguration> All { get; } = new(
    [
        Mode(DefaultConfigurationMode.Standard, 3100, 3100),
        Mode(DefaultConfigurationMode.InRegion, 1100, 1100),
        Mode(DefaultConfigurationMode.CrossRegion, 3100, 3100),
        Mode(DefaultConfigurationMode.Mobile, 30000, 30000),
        Mode(DefaultConfigurationMode.Auto, 1100, 1100),
    ]);

    static DefaultConfiguration Mode(DefaultConfigurationMode name, int connectMilliseconds, int tlsMilliseconds) => new()
    {
        Name = name,
        RetryMode = RequestRetryMode.Standard,
        S3UsEast1RegionalEndpoint = S3UsEast1RegionalEndpointValue.Regional,
        ConnectTimeout = TimeSpan.FromMilliseconds(connectMilliseconds),
        TlsNegotiationTimeout = TimeSpan.FromMilliseconds(tlsMilliseconds),
    };
}
