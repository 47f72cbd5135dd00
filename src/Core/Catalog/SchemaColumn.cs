namespace AppleAnalytics.Catalog;

/// <summary>One column of a table as queries see it.</summary>
/// <param name="Name">The column's name.</param>
/// <param name="Type">Its Athena type, such as <c>bigint</c>.</param>
/// <param name="Comment">What it is; says where a SUM is wrong.</param>
public sealed record SchemaColumn(string Name, string Type, string Comment);
