namespace AppleAnalytics.Catalog;

/// <summary>The catalogue cannot be reached now; the step may be run again. The message holds no secret.</summary>
public sealed class TransientCatalogException : Exception
{
    /// <summary>Creates it with a sentence for the person who must act.</summary>
    public TransientCatalogException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}
