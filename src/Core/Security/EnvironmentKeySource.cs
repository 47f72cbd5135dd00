using AppleAnalytics.Apple;

namespace AppleAnalytics.Security;

/// <summary>The key whose PEM text is the setting <c>Apple__PrivateKey</c>; line breaks may be written as <c>\n</c>.</summary>
public sealed class EnvironmentKeySource : AppleKeySource
{
    readonly AppleKey _key;

    /// <summary>Takes the key from the settings.</summary>
    /// <exception cref="ConfigurationException">The text is not a P-256 key in PKCS#8 form.</exception>
    public EnvironmentKeySource(AppleOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var pem = (options.PrivateKey ?? "").Replace("\\n", "\n", StringComparison.Ordinal).Replace("\\r", "", StringComparison.Ordinal);
        PrivateKeyPem.Import(pem, "Apple__PrivateKey").Dispose();
        _key = new(options.IssuerId, options.KeyId!, pem);
    }

    /// <inheritdoc/>
    public override ValueTask<AppleKey> GetAsync(CancellationToken cancellation = default) => new(_key);
}
