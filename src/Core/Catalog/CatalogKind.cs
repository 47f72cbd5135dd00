namespace AppleAnalytics.Catalog;

/// <summary>Who answers queries on the lake.</summary>
public enum CatalogKind
{
    /// <summary>An engine that reads the folders, such as DuckDB; nothing is registered with it.</summary>
    Local,

    /// <summary>Amazon Athena.</summary>
    Athena,
}
