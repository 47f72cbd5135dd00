namespace AppleAnalytics.Parquet;

/// <summary>One column of a Parquet file; every column is nullable (OPTIONAL).</summary>
/// <param name="Name">The column's name.</param>
/// <param name="Type">The column's type.</param>
public sealed record ParquetColumn(string Name, ParquetType Type);
