using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;

namespace AppleAnalytics.Curation;

/// <summary>
/// Counts rows whose dimensions all equal those of an earlier row of the date. Rows are compared by a 64-bit hash of their dimensions:
/// among a million different rows of one date two share one with a chance below 1 in 10 million, and what follows is a warning.
/// </summary>
internal sealed class KeyCounter
{
    /// <summary>Hashes looked at in one pass; with more, each pass takes a share of them, so that the table stays small.</summary>
    const int HashesPerPass = 1 << 19;

    /// <summary>How many hashes ahead a slot is asked of memory: the table is larger than the nearest caches.</summary>
    const int PrefetchDistance = 12;

    ulong[] _table = [];
    int _size;

    /// <summary>Counts repetitions among hashes, none of them 0: those in a temporary file and those in memory.</summary>
    public long Count(SpillFile file, IReadOnlyList<HashRange> ranges, ReadOnlySpan<ulong> inMemory)
    {
        var total = (long)inMemory.Length;
        foreach (var range in ranges)
        {
            total += range.Count;
        }

        var passes = (uint)((total + HashesPerPass - 1) / HashesPerPass);
        var buffer = ranges.Count == 0 ? [] : new ulong[8192];
        var repetitions = 0L;
        for (var pass = 0u; pass < passes; pass++)
        {
            // Shares differ a little in size; a quarter more room keeps the table sparse.
            Clear((int)Math.Min(total, HashesPerPass + (HashesPerPass / 4)));
            foreach (var (start, count) in ranges)
            {
                for (var done = 0; done < count; done += buffer.Length)
                {
                    var part = buffer.AsSpan(0, Math.Min(buffer.Length, count - done));
                    file.Read(start + ((long)done * sizeof(ulong)), MemoryMarshal.AsBytes(part));
                    repetitions += Add(part, pass, passes);
                }
            }

            repetitions += Add(inMemory, pass, passes);
        }

        return repetitions;
    }

    void Clear(int hashes)
    {
        var wanted = (int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(64, hashes + (hashes / 2)));
        if (_table.Length < wanted)
        {
            _table = new ulong[wanted];
        }
        else
        {
            _table.AsSpan(0, wanted).Clear();
        }

        _size = wanted;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    unsafe long Add(ReadOnlySpan<ulong> hashes, uint pass, uint passes)
    {
        var repetitions = 0L;
        ref var table = ref MemoryMarshal.GetArrayDataReference(_table);
        var mask = (uint)_size - 1;
        for (var i = 0; i < hashes.Length; i++)
        {
            if (Sse.IsSupported && i + PrefetchDistance < hashes.Length)
            {
                // A hint only: should the table be moved meanwhile, nothing but the hint is lost.
                Sse.Prefetch0(Unsafe.AsPointer(ref Unsafe.Add(ref table, (uint)hashes[i + PrefetchDistance] & mask)));
            }

            var hash = hashes[i];
            if (passes > 1 && (uint)(hash >> 32) % passes != pass)
            {
                continue;
            }

            for (var at = (uint)hash & mask; ; at = (at + 1) & mask)
            {
                ref var slot = ref Unsafe.Add(ref table, at);
                if (slot == hash)
                {
                    repetitions++;
                    break;
                }

                if (slot == 0)
                {
                    slot = hash;
                    break;
                }
            }
        }

        return repetitions;
    }
}
