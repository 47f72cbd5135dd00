namespace AppleAnalytics.Catalog;

/// <summary>A statement that was started.</summary>
/// <param name="Statement">The statement.</param>
/// <param name="QueryId">Athena's id of the query.</param>
public sealed record StatementQuery(StatementReference Statement, string QueryId);
