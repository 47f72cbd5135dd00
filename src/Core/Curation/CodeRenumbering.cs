using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace AppleAnalytics.Curation;

/// <summary>
/// Gives the codes of a row group numbers of its own, 1, 2, 3 … in the order they appear, so that each file's dictionary holds
/// what its rows use and nothing else. 0 stays 0.
/// </summary>
internal sealed class CodeRenumbering
{
    /// <summary>By code: the round it was last met in (high half) and its number in that round (low half).</summary>
    readonly uint[] _numbers = new uint[1 << 16];

    int[] _entries = new int[1 << 10];
    uint _round;
    int _count;

    /// <summary>The codes by their new number, the first being number 1.</summary>
    public ReadOnlySpan<int> Entries => _entries.AsSpan(0, _count);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Renumber(ReadOnlySpan<ushort> codes, Span<ushort> target)
    {
        if (++_round > ushort.MaxValue)
        {
            Array.Clear(_numbers);
            _round = 1;
        }

        ArgumentOutOfRangeException.ThrowIfLessThan(target.Length, codes.Length);
        var round = _round << 16;
        ref var numbers = ref MemoryMarshal.GetArrayDataReference(_numbers);
        ref var output = ref MemoryMarshal.GetReference(target);
        numbers = round;
        _count = 0;
        for (var i = 0; i < codes.Length; i++)
        {
            ref var number = ref Unsafe.Add(ref numbers, codes[i]);
            if ((number ^ round) >> 16 != 0)
            {
                number = round | Add(codes[i]);
            }

            Unsafe.Add(ref output, i) = (ushort)number;
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    uint Add(ushort code)
    {
        if (_count == _entries.Length)
        {
            Array.Resize(ref _entries, _count * 2);
        }

        _entries[_count++] = code;
        return (uint)_count;
    }
}
