using System.Buffers;
using System.Runtime.InteropServices;

namespace AppleAnalytics.Curation;

/// <summary>
/// The codes of rows that wait for their row group, date by date and column by column, in chunks that grow with the date.
/// Beyond the memory budget all chunks move to a temporary file.
/// </summary>
internal sealed class RowStore(int columns, int budgetBytes) : IDisposable
{
    const int SmallChunkRows = 512;
    const int FirstChunkRows = 4096;
    const int LargeChunkRows = 32_768;

    /// <summary>With more dates than this each begins with a small chunk.</summary>
    const int FewDates = 16;

    readonly List<DateRows> _dates = [];
    readonly SpillFile _spill = new();
    long _bytes;

    public DateRows Add(DateOnly date)
    {
        var rows = new DateRows(date);
        _dates.Add(rows);
        return rows;
    }

    /// <summary>Appends neighbouring rows of a block.</summary>
    public void Append(DateRows date, ushort[][] block, int from, int count)
    {
        while (count > 0)
        {
            var chunk = ChunkWithRoom(date);
            var now = Math.Min(count, chunk.Capacity - chunk.Rows);
            for (var c = 0; c < columns; c++)
            {
                block[c].AsSpan(from, now).CopyTo(chunk.Codes.AsSpan((c * chunk.Capacity) + chunk.Rows, now));
            }

            chunk.Rows += now;
            date.Rows += now;
            from += now;
            count -= now;
        }
    }

    /// <summary>Appends rows of a block that stand apart.</summary>
    public void Append(DateRows date, ushort[][] block, ReadOnlySpan<int> rows)
    {
        while (rows.Length > 0)
        {
            var chunk = ChunkWithRoom(date);
            var now = rows[..Math.Min(rows.Length, chunk.Capacity - chunk.Rows)];
            for (var c = 0; c < columns; c++)
            {
                var source = block[c];
                var target = chunk.Codes.AsSpan((c * chunk.Capacity) + chunk.Rows, now.Length);
                for (var i = 0; i < target.Length; i++)
                {
                    target[i] = source[now[i]];
                }
            }

            chunk.Rows += now.Length;
            date.Rows += now.Length;
            rows = rows[now.Length..];
        }
    }

    /// <summary>All codes of one column of a date, copied together in <paramref name="scratch"/> unless they lie together already.</summary>
    public ReadOnlySpan<ushort> Column(DateRows date, int column, Span<ushort> scratch)
    {
        if (date.Chunks is [{ Codes: { } only } single])
        {
            return only.AsSpan(column * single.Capacity, single.Rows);
        }

        var at = 0;
        foreach (var chunk in date.Chunks)
        {
            var target = scratch.Slice(at, chunk.Rows);
            if (chunk.Codes is { } codes)
            {
                codes.AsSpan(column * chunk.Capacity, chunk.Rows).CopyTo(target);
            }
            else
            {
                _spill.Read(chunk.SpilledAt + ((long)column * chunk.Rows * sizeof(ushort)), MemoryMarshal.AsBytes(target));
            }

            at += chunk.Rows;
        }

        return scratch[..at];
    }

    /// <summary>Forgets a date's rows.</summary>
    public void Clear(DateRows date)
    {
        foreach (var chunk in date.Chunks)
        {
            Release(chunk);
        }

        date.Chunks.Clear();
        date.Rows = 0;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var date in _dates)
        {
            Clear(date);
        }

        _spill.Dispose();
    }

    CodeChunk ChunkWithRoom(DateRows date)
    {
        if (date.Chunks is [.., { Codes: not null } last] && last.Rows < last.Capacity)
        {
            return last;
        }

        var capacity = date.Rows == 0
            ? _dates.Count <= FewDates ? FirstChunkRows : SmallChunkRows
            : (int)Math.Clamp(System.Numerics.BitOperations.RoundUpToPowerOf2((uint)date.Rows), SmallChunkRows, LargeChunkRows);
        var bytes = (long)capacity * columns * sizeof(ushort);
        if (_bytes + bytes > budgetBytes)
        {
            SpillAll();
        }

        _bytes += bytes;
        var chunk = new CodeChunk(ArrayPool<ushort>.Shared.Rent(capacity * columns), capacity);
        date.Chunks.Add(chunk);
        return chunk;
    }

    void SpillAll()
    {
        foreach (var chunk in _dates.SelectMany(d => d.Chunks).Where(c => c.Codes is not null))
        {
            for (var c = 0; c < columns; c++)
            {
                var start = _spill.Append(MemoryMarshal.AsBytes(chunk.Codes.AsSpan(c * chunk.Capacity, chunk.Rows)));
                chunk.SpilledAt = c == 0 ? start : chunk.SpilledAt;
            }

            Release(chunk);
        }
    }

    void Release(CodeChunk chunk)
    {
        if (chunk.Codes is { } codes)
        {
            _bytes -= (long)chunk.Capacity * columns * sizeof(ushort);
            chunk.Codes = null;
            ArrayPool<ushort>.Shared.Return(codes);
        }
    }
}
