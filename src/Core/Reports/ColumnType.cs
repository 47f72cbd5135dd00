namespace AppleAnalytics.Reports;

/// <summary>The type of a curated column; every type also has null.</summary>
public enum ColumnType
{
    /// <summary>UTF-8 text; Athena <c>string</c>.</summary>
    String,

    /// <summary>64-bit integer; Athena <c>bigint</c>. Apple's identifiers and counters.</summary>
    BigInt,

    /// <summary>Calendar date without zone, sent as YYYY-MM-DD; Athena <c>date</c>.</summary>
    Date,

    /// <summary>Exact amount with six decimals; Athena <c>decimal(18,6)</c>. More digits are rounded half to even and counted.</summary>
    Decimal,

    /// <summary>UTC point in time in microseconds; Athena <c>timestamp</c>.</summary>
    Timestamp,

    /// <summary>32-bit integer; Athena <c>int</c>.</summary>
    Int,
}
