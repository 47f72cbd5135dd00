namespace AppleAnalytics.Interop.Tests.Sql;

/// <summary>One statement of Athena SQL that was read.</summary>
/// <param name="Title">The comment above it.</param>
/// <param name="View">The view it makes, or null for a query.</param>
/// <param name="Columns">The columns it yields.</param>
/// <param name="DuckDb">The same in DuckDB's words.</param>
/// <param name="Findings">What Trino would refuse, and sums that are none.</param>
public sealed record AthenaStatement(string Title, string? View, IReadOnlyList<string> Columns, string DuckDb, IReadOnlyList<string> Findings);
