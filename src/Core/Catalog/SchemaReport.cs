namespace AppleAnalytics.Catalog;

/// <summary>The tables as they are and as they have to be.</summary>
public sealed record SchemaReport
{
    /// <summary>Who answers queries.</summary>
    public required CatalogKind Catalog { get; init; }

    /// <summary>The database; null where there is none to speak of.</summary>
    public string? Database { get; init; }

    /// <summary>Whether every table is what it has to be.</summary>
    public bool Agrees => Problem is null && Tables.All(t => t.State == SchemaState.Agrees);

    /// <summary>What keeps the catalogue from being used at all, in a sentence; null when nothing does.</summary>
    public string? Problem { get; init; }

    /// <summary>The tables, those of reports first.</summary>
    public required IReadOnlyList<SchemaReportTable> Tables { get; init; }
}
