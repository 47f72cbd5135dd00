namespace AppleAnalytics.Catalog;

/// <summary>Compares the tables a query engine sees with what they have to be; changes nothing.</summary>
public abstract class SchemaCheck
{
    /// <summary>Compares.</summary>
    /// <exception cref="CatalogException">The catalogue refuses to tell.</exception>
    /// <exception cref="TransientCatalogException">The catalogue cannot be reached now.</exception>
    public abstract Task<SchemaReport> RunAsync(CancellationToken cancellation = default);
}
