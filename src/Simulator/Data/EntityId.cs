using System.Buffers.Binary;

namespace AppleAnalytics.Simulator.Data;

/// <summary>
/// Everything an id stands for. Ids are UUIDs to the outside, and reversible inside: a server can answer for an id it has never listed,
/// so nothing depends on the order of calls or on a table of handed-out ids.
/// </summary>
internal readonly record struct EntityId(
    EntityKind Kind, int App, int Access, int Generation, int Report, int Granularity, int Day, int Part, int Segment)
{
    /// <summary>The UUID of this id under a seed.</summary>
    public string ToText(ulong seed)
    {
        var code = Hash.Mix(Pack() ^ Key(seed));
        var check = Hash.Of(code, seed);
        Span<byte> bytes = stackalloc byte[16];
        Span<byte> coded = stackalloc byte[8];
        BinaryPrimitives.WriteUInt64BigEndian(coded, code);
        BinaryPrimitives.WriteUInt64BigEndian(bytes[6..], check);
        coded[..6].CopyTo(bytes);
        bytes[6] = (byte)(0x40 | (bytes[6] & 0x0F));
        bytes[8] = (byte)(0x80 | (bytes[8] & 0x3F));
        coded[6..].CopyTo(bytes[14..]);
        return new Guid(bytes, bigEndian: true).ToString("D");
    }

    /// <summary>Reads an id back; false for any text this seed has not made.</summary>
    public static bool TryParse(string text, ulong seed, out EntityId id)
    {
        id = default;
        if (!Guid.TryParseExact(text, "D", out var guid))
        {
            return false;
        }
        Span<byte> bytes = stackalloc byte[16];
        guid.TryWriteBytes(bytes, bigEndian: true, out _);
        Span<byte> coded = stackalloc byte[8];
        bytes[..6].CopyTo(coded);
        bytes[14..].CopyTo(coded[6..]);
        id = Unpack(Hash.Unmix(BinaryPrimitives.ReadUInt64BigEndian(coded)) ^ Key(seed));
        return id.ToText(seed) == text;
    }

    private static ulong Key(ulong seed) => Hash.Of(seed, 0x1D);

    private ulong Pack() =>
        (ulong)Kind | ((ulong)App << 3) | ((ulong)Access << 15) | ((ulong)Generation << 16) | ((ulong)Report << 24)
        | ((ulong)Granularity << 32) | ((ulong)Day << 34) | ((ulong)Part << 50) | ((ulong)Segment << 58);

    private static EntityId Unpack(ulong v) => new(
        (EntityKind)(v & 7), (int)(v >> 3) & 0xFFF, (int)(v >> 15) & 1, (int)(v >> 16) & 0xFF, (int)(v >> 24) & 0xFF,
        (int)(v >> 32) & 3, (int)(v >> 34) & 0xFFFF, (int)(v >> 50) & 0xFF, (int)(v >> 58) & 0x3F);
}
