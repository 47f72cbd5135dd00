using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace AppleAnalytics.Curation;

/// <content>The hash table itself: slots in native memory, aligned to cache lines.</content>
internal sealed unsafe partial class TextDictionary
{
    const int SlotBytes = 64;
    const int InlineBytes = 32;
    const int FirstCapacity = 256;

    /// <summary>32 bytes of ones, then 32 of zeros: loaded from 32 minus n, a mask for the first n bytes.</summary>
    static readonly byte* LengthMasks = CreateLengthMasks();

    byte* _slots;
    int _capacity;
    nuint _mask;
    int _used;
    int[] _usedSlots = new int[FirstCapacity];

    ~TextDictionary() => Free();

    /// <inheritdoc/>
    public void Dispose()
    {
        Free();
        GC.SuppressFinalize(this);
    }

    static byte* CreateLengthMasks()
    {
        var masks = (byte*)NativeMemory.AlignedAlloc(2 * InlineBytes, SlotBytes);
        new Span<byte>(masks, InlineBytes).Fill(0xFF);
        new Span<byte>(masks + InlineBytes, InlineBytes).Clear();
        return masks;
    }

    byte* FindFree(nuint hash)
    {
        for (var at = hash & _mask; ; at = (at + SlotBytes) & _mask)
        {
            if (((int*)(_slots + at))[8] == 0)
            {
                return _slots + at;
            }
        }
    }

    void AddSlot(byte* slot, Vector256<byte> value, int length, int code, int start)
    {
        value.Store(slot);
        ((int*)slot)[8] = length + 1;
        ((int*)slot)[9] = code;
        ((int*)slot)[10] = start;
        if (_used == _usedSlots.Length)
        {
            Array.Resize(ref _usedSlots, _used * 2);
        }

        _usedSlots[_used++] = (int)(slot - _slots);
        if (_used * 2 > _capacity)
        {
            Grow();
        }
    }

    void Grow()
    {
        var old = _slots;
        Allocate(_capacity * 4, keepUsed: true);
        for (var i = 0; i < _used; i++)
        {
            var slot = old + _usedSlots[i];
            var length = ((int*)slot)[8] - 1;
            var hash = length <= InlineBytes
                ? FieldHash.OfShort(Vector256.Load(slot))
                : FieldHash.OfLong(_text.AsSpan(((int*)slot)[10], length));
            var free = FindFree(hash);
            Unsafe.CopyBlockUnaligned(free, slot, SlotBytes);
            _usedSlots[i] = (int)(free - _slots);
        }

        NativeMemory.AlignedFree(old);
    }

    void Allocate(int capacity, bool keepUsed = false)
    {
        _slots = (byte*)NativeMemory.AlignedAlloc((nuint)capacity * SlotBytes, SlotBytes);
        NativeMemory.Clear(_slots, (nuint)capacity * SlotBytes);
        _capacity = capacity;
        _mask = (nuint)(capacity - 1) * SlotBytes;
        _used = keepUsed ? _used : 0;
    }

    void Free()
    {
        NativeMemory.AlignedFree(_slots);
        _slots = null;
    }
}
