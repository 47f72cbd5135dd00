using Amazon;
using Amazon.Runtime;
using Amazon.SecurityToken;

namespace AppleAnalytics.Security;

/// <summary>
/// The one way to AWS: region and credentials, shared by everything that calls it, so that a role is assumed once and renewed for all
/// clients. It is safe for concurrent use.
/// </summary>
public sealed class AwsConnection : IDisposable
{
    /// <summary>How often a call is tried again when the service is busy or does not answer.</summary>
    const int Retries = 6;

    readonly AwsOptions _options;
    readonly Lazy<AWSCredentials> _credentials;

    /// <summary>Nothing is asked before credentials are needed.</summary>
    public AwsConnection(AwsOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options;
        _credentials = new(Find);
    }

    /// <summary>
    /// The credentials, renewed before they end. Where there are none, using them fails with a <see cref="ConfigurationException"/> that says
    /// what to set.
    /// </summary>
    public AWSCredentials Credentials => _credentials.Value;

    /// <summary>Makes a client.</summary>
    /// <param name="config">The client's configuration; region and retries are set here.</param>
    /// <param name="serviceUrl">The endpoint of another server than AWS, or null.</param>
    /// <param name="create">Makes the client of credentials and configuration.</param>
    /// <exception cref="ConfigurationException">No region is to be found.</exception>
    public TClient Create<TClient, TConfig>(TConfig config, string? serviceUrl, Func<AWSCredentials, TConfig, TClient> create)
        where TConfig : ClientConfig
    {
        ArgumentNullException.ThrowIfNull(config);
        ArgumentNullException.ThrowIfNull(create);

        Prepare(config);
        if (serviceUrl is not null)
        {
            config.ServiceURL = serviceUrl;
            config.AuthenticationRegion = _options.Region ?? "us-east-1";
        }

        RequireRegion(config);
        return create(Credentials, config);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_credentials.IsValueCreated && _credentials.Value is IDisposable disposable)
        {
            disposable.Dispose();
        }
    }

    AWSCredentials Find() =>
        _options.RoleArn is null ? new OwnChainCredentials() : new WebIdentityCredentials(_options, new ManagedIdentityToken(_options), CreateSts());

    // The token is what authenticates this call: it is not signed.
    AmazonSecurityTokenServiceClient CreateSts()
    {
        var config = new AmazonSecurityTokenServiceConfig();
        Prepare(config);
        RequireRegion(config);
        return new(new AnonymousAWSCredentials(), config);
    }

    void Prepare(ClientConfig config)
    {
        // Standard mode backs off with jitter, also when the service says to slow down.
        config.RetryMode = RequestRetryMode.Standard;
        config.MaxErrorRetry = Retries;
        if (_options.Region is { } region)
        {
            config.RegionEndpoint = RegionEndpoint.GetBySystemName(region);
        }
    }

    static void RequireRegion(ClientConfig config)
    {
        if (config.RegionEndpoint is null && string.IsNullOrEmpty(config.ServiceURL))
        {
            throw new ConfigurationException("No AWS region is set; set Aws__Region, such as eu-central-1.");
        }
    }
}
