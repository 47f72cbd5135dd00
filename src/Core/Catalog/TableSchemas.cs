using AppleAnalytics.Parquet;
using AppleAnalytics.Reports;
using AppleAnalytics.Reviews;

namespace AppleAnalytics.Catalog;

/// <summary>The schemas of all curated tables.</summary>
public static class TableSchemas
{
    /// <summary>The schema of a table by our name, reviews included.</summary>
    /// <param name="table">Our table, such as <c>downloads</c>.</param>
    /// <param name="extraColumns">Columns seen in files that the catalogue does not know.</param>
    /// <exception cref="ArgumentException">There is no such table.</exception>
    public static TableSchema Get(string table, IEnumerable<string>? extraColumns = null) =>
        table == ReportCatalogue.Reviews ? Reviews : TableSchema.Of(ReportCatalogue.Get(table), extraColumns);

    static TableSchema Reviews { get; } = new(
        "curated_" + ReportCatalogue.Reviews,
        ReportCatalogue.Reviews,
        [.. ReviewsTable.Columns.Select(c => new SchemaColumn(c.Name, TypeName(c.Type), ReviewsTable.Describe(c.Name)))],
        "Customer reviews, one row per review in its latest state, in the date it was created on");

    static string TypeName(ParquetType type) => type switch
    {
        ParquetType.Boolean => "boolean",
        ParquetType.Int32 => "int",
        ParquetType.Int64 => "bigint",
        ParquetType.Double => "double",
        ParquetType.Date => "date",
        ParquetType.TimestampMicros => "timestamp",
        ParquetType.Decimal18x6 => "decimal(18,6)",
        ParquetType.String => "string",
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "Unknown column type."),
    };
}
