namespace AppleAnalytics.Parquet;

/// <summary>The type of a Parquet column; every column may also hold null.</summary>
public enum ParquetType
{
    /// <summary>True or false.</summary>
    Boolean,

    /// <summary>32-bit integer.</summary>
    Int32,

    /// <summary>64-bit integer; Athena <c>bigint</c>.</summary>
    Int64,

    /// <summary>64-bit floating point.</summary>
    Double,

    /// <summary>Calendar date, days since 1970-01-01.</summary>
    Date,

    /// <summary>UTC point in time, microseconds since 1970-01-01; Athena <c>timestamp</c>.</summary>
    TimestampMicros,

    /// <summary>Exact number with 18 digits, six of them after the point, kept as a 64-bit integer; Athena <c>decimal(18,6)</c>.</summary>
    Decimal18x6,

    /// <summary>UTF-8 text; Athena <c>string</c>.</summary>
    String,
}
