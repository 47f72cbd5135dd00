namespace AppleAnalytics.Lake;

/// <summary>The lake could not be read or written now; a retry may succeed. The message holds no secret and goes into history.</summary>
public sealed class TransientLakeException : Exception
{
    /// <summary>Creates it with a sentence for the person who must act when retries do not help.</summary>
    public TransientLakeException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}
