namespace AppleAnalytics.Lake;

/// <summary>The lake holds or was asked for something that a retry does not mend; the message says what to do.</summary>
public sealed class LakeException : Exception
{
    /// <summary>Creates it with a sentence for the person who must act.</summary>
    public LakeException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}
