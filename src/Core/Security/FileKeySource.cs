using AppleAnalytics.Apple;

namespace AppleAnalytics.Security;

/// <summary>The key in the .p8 file named by <c>Apple__PrivateKeyPath</c>, as App Store Connect lets it be downloaded.</summary>
public sealed class FileKeySource : AppleKeySource
{
    readonly AppleOptions _options;

    /// <summary>Checks that the file holds a key.</summary>
    /// <exception cref="ConfigurationException">The file cannot be read, or is not a P-256 key in PKCS#8 form.</exception>
    public FileKeySource(AppleOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options;
        Read();
    }

    /// <inheritdoc/>
    public override ValueTask<AppleKey> GetAsync(CancellationToken cancellation = default) => new(Read());

    AppleKey Read()
    {
        string pem;
        try
        {
            pem = File.ReadAllText(_options.PrivateKeyPath ?? "");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new ConfigurationException(
                $"The key file '{_options.PrivateKeyPath}' cannot be read ({e.GetType().Name}); set Apple__PrivateKeyPath to the .p8 file of the App Store Connect API key.", e);
        }

        PrivateKeyPem.Import(pem, "Apple__PrivateKeyPath").Dispose();
        return new(_options.IssuerId, _options.KeyId!, pem);
    }
}
