using AppleAnalytics.Parquet;
using AppleAnalytics.Reports;

namespace AppleAnalytics.Curation;

/// <summary>One column of a curated file and where its values come from.</summary>
internal sealed record OutputColumn
{
    public required ParquetColumn Column { get; init; }

    /// <summary>The stored column whose values it has, or -1 when all rows have one value.</summary>
    public int Source { get; init; } = -1;

    /// <summary>For a derived measure the stored column that decides, else -1.</summary>
    public int Condition { get; init; } = -1;

    /// <summary>For an amount the stored column that counts what it was paid for, or -1 when none does.</summary>
    public int UnitsSource { get; init; } = -1;

    /// <summary>The values of the condition column that count.</summary>
    public IReadOnlyList<string> ConditionValues { get; init; } = [];

    public bool IsMeasure { get; init; }

    public bool IsSummed { get; init; }

    public bool IsConstant => Source < 0;

    public bool IsDerived => Condition >= 0;

    public static OutputColumn OfConstant(string name, ParquetType type) => new() { Column = new(name, type) };

    public static OutputColumn OfStored(StoredColumn column, int index, int units) => new()
    {
        Column = new(column.Name, TypeOf(column.Type)),
        Source = index,
        UnitsSource = units,
        IsMeasure = column.IsMeasure,
        IsSummed = column.IsMeasure && column.Definition!.Summable,
    };

    public static OutputColumn OfDerived(DerivedMeasure measure, int source, int condition, IReadOnlyList<StoredColumn> stored) => new()
    {
        Column = new(measure.Name, TypeOf(stored[source].Type)),
        Source = source,
        Condition = condition,
        ConditionValues = measure.Values,
        IsMeasure = true,
        IsSummed = measure.Summable,
    };

    static ParquetType TypeOf(ColumnType type) => type switch
    {
        ColumnType.String => ParquetType.String,
        ColumnType.BigInt => ParquetType.Int64,
        ColumnType.Int => ParquetType.Int32,
        ColumnType.Date => ParquetType.Date,
        ColumnType.Decimal => ParquetType.Decimal18x6,
        ColumnType.Timestamp => ParquetType.TimestampMicros,
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "There is no such column type."),
    };
}
