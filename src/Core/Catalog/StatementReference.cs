namespace AppleAnalytics.Catalog;

/// <summary>Names a statement that stands in the lake.</summary>
/// <param name="RunId">The run that has it.</param>
/// <param name="Id">The statement.</param>
/// <param name="Table">The Athena table, one of whose statements is run at a time; empty for the database.</param>
/// <param name="Kind">What it does.</param>
public sealed record StatementReference(string RunId, string Id, string Table, StatementKind Kind);
