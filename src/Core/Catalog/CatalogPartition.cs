namespace AppleAnalytics.Catalog;

/// <summary>One partition of a table.</summary>
/// <param name="Date">The metric date.</param>
/// <param name="AppId">Apple's identifier of the app.</param>
public readonly record struct CatalogPartition(DateOnly Date, long AppId);
