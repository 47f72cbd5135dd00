namespace AppleAnalytics.Catalog;

/// <summary>Where tables and partitions are made known to a query engine. Registering twice is no error.</summary>
public abstract class TableCatalog
{
    /// <summary>Makes partitions of a table known, and the table itself and new columns where they are not.</summary>
    /// <param name="table">Our table, such as <c>downloads</c>.</param>
    /// <param name="partitions">Partitions that are published.</param>
    /// <param name="cancellation">Cancels the operation.</param>
    /// <exception cref="CatalogException">None or not all could be registered.</exception>
    public abstract Task RegisterAsync(string table, IReadOnlyCollection<CatalogPartition> partitions, CancellationToken cancellation = default);

    /// <summary>Makes one partition known.</summary>
    public virtual Task RegisterAsync(string table, CatalogPartition partition, CancellationToken cancellation = default) =>
        RegisterAsync(table, [partition], cancellation);
}
