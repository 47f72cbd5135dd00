namespace AppleAnalytics.Simulator.Faults;

/// <summary>Deviations from Apple's usual file form that a reader must tolerate.</summary>
[Flags]
public enum FileForm
{
    /// <summary>Tab separated, LF, no byte order mark, one gzip member.</summary>
    Plain = 0,

    /// <summary>A UTF-8 byte order mark before the header.</summary>
    ByteOrderMark = 1,

    /// <summary>Lines end in CR LF.</summary>
    CarriageReturns = 2,

    /// <summary>The file is two gzip members, one after the other.</summary>
    TwoGzipMembers = 4,

    /// <summary>An additional column, "Future Metric", stands before the last one.</summary>
    UnknownColumn = 8,

    /// <summary>The columns stand in reverse order.</summary>
    ReversedColumns = 16,
}
