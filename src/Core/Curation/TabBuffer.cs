namespace AppleAnalytics.Curation;

/// <summary>A stretch of text and the places where its fields and lines end. Pinned: pointers into it stay valid.</summary>
internal sealed class TabBuffer
{
    /// <summary>Text read at once: small enough to stay, with its ends, in the processor's second cache.</summary>
    const int UsualCapacity = 1 << 16;

    /// <summary>Room behind the text: for the line feed that a last line may lack, and because fields are loaded as 32 bytes.</summary>
    const int Slack = 64;

    static readonly KeptObjects<TabBuffer> Kept = new(4);

    TabBuffer() => Allocate(UsualCapacity);

    /// <summary>Bytes of text that fit.</summary>
    public int Capacity { get; private set; }

    public byte[] Text { get; private set; } = [];

    /// <summary>Positions of the ends of fields, after an entry for the end before the first.</summary>
    public uint[] Ends { get; private set; } = [];

    /// <summary>For each line the place of its end, counted without that first entry.</summary>
    public int[] LineEnds { get; private set; } = [];

    public static TabBuffer Rent() => Kept.TryTake() ?? new TabBuffer();

    /// <summary>Doubles the room, for a line longer than usual.</summary>
    public void Grow()
    {
        var text = Text;
        Allocate(Capacity * 2);
        text.CopyTo(Text, 0);
    }

    public void Return()
    {
        if (Capacity == UsualCapacity)
        {
            Kept.Keep(this);
        }
    }

    void Allocate(int capacity)
    {
        Capacity = capacity;
        Text = GC.AllocateUninitializedArray<byte>(capacity + Slack, pinned: true);
        Ends = GC.AllocateUninitializedArray<uint>(capacity + 2 + SeparatorScanner.Slack, pinned: true);
        LineEnds = GC.AllocateUninitializedArray<int>(capacity + 1);
    }
}
