namespace AppleAnalytics.Security;

/// <summary>Where the App Store Connect API key comes from: an environment variable, a file, a vault.</summary>
public abstract class AppleKeySource
{
    /// <summary>Reads the key; called for every new token, so that a rotated key is taken up without a restart.</summary>
    /// <exception cref="ConfigurationException">There is no usable key; the message says which setting to mend.</exception>
    public abstract ValueTask<AppleKey> GetAsync(CancellationToken cancellation = default);

    /// <summary>Apple did not accept the key: a source that keeps it reads it again when it is next asked for.</summary>
    public virtual void Reject()
    {
    }
}
