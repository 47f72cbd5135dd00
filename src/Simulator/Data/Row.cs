namespace AppleAnalytics.Simulator.Data;

/// <summary>One row under construction; reused, so that rows cost no allocation.</summary>
internal sealed class Row
{
    public byte[][] Text { get; } = new byte[Columns.Count][];

    public long[] Number { get; } = new long[Columns.Count];

    /// <summary>Which of the family's kinds it is: the index of Download Type or Event among <see cref="Words"/>.</summary>
    public int Kind { get; set; }
}
