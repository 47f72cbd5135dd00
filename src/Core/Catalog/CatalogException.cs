namespace AppleAnalytics.Catalog;

/// <summary>The catalogue refused or could not be reached; markers stay and the next run tries again. The message holds no secret.</summary>
public sealed class CatalogException : Exception
{
    /// <summary>Creates it with a sentence for the person who must act.</summary>
    public CatalogException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}
