namespace AppleAnalytics.Catalog;

/// <summary>One statement for Athena; stands in the lake while it runs, because its text is too long for an orchestration's history.</summary>
public sealed record CatalogStatement
{
    /// <summary>What it is called; the same statement is called the same.</summary>
    public required string Id { get; init; }

    /// <summary>The Athena table; empty for the database.</summary>
    public required string Table { get; init; }

    /// <summary>Our table; empty where there is none.</summary>
    public string Source { get; init; } = "";

    /// <summary>What it does.</summary>
    public required StatementKind Kind { get; init; }

    /// <summary>The statement.</summary>
    public required string Sql { get; init; }

    /// <summary>The markers that go when it has succeeded.</summary>
    public IReadOnlyList<string> Markers { get; init; } = [];

    /// <summary>The dates it is about; empty where it is about all.</summary>
    public IReadOnlyList<DateOnly> Dates { get; init; } = [];

    /// <summary>Whether it makes the table.</summary>
    public bool Creates { get; init; }
}
