namespace AppleAnalytics.Security;

/// <summary>Where the token comes from that stands for this process towards AWS.</summary>
public abstract class WebIdentityTokenSource
{
    /// <summary>A token that is still valid. It is a secret.</summary>
    /// <exception cref="ConfigurationException">There is none to be had; the message says what to set.</exception>
    public abstract Task<string> GetAsync(CancellationToken cancellation = default);
}
