using System.Buffers;

namespace AppleAnalytics.Curation;

/// <summary>The memory that finished Parquet bytes of one instance may take together, and the file for what is beyond.</summary>
internal sealed class OutputBudget(int bytes) : IDisposable
{
    readonly SpillFile _spill = new();
    int _left = bytes;
    int _holders;

    /// <summary>Takes memory for bytes.</summary>
    /// <returns>False when the bytes belong into the file.</returns>
    public bool TryTake(int count)
    {
        if (count > _left)
        {
            return false;
        }

        _left -= count;
        return true;
    }

    public SpillFile Spill => _spill;

    /// <summary>Says that one more content needs the file.</summary>
    public void Hold() => Interlocked.Increment(ref _holders);

    /// <summary>The file goes with the last content that needs it.</summary>
    public void Release()
    {
        if (Interlocked.Decrement(ref _holders) == 0)
        {
            Dispose();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _spill.Dispose();
}

/// <summary>
/// The bytes of one Parquet file as they are made: in blocks of memory that go from file to file, and what the budget
/// does not allow in the temporary file.
/// </summary>
internal sealed class PartitionContent : Stream
{
    /// <summary>The first block is as small as most files of one date and app.</summary>
    const int FirstBlockBytes = 1 << 14;

    const int BlockBytes = 1 << 16;

    readonly List<byte[]> _blocks = [];
    readonly List<SpilledPiece> _spilled = [];
    readonly OutputBudget _budget;
    long _capacity;
    long _length;
    bool _released;

    public PartitionContent(OutputBudget budget)
    {
        _budget = budget;
        budget.Hold();
    }

    /// <inheritdoc/>
    public override bool CanRead => false;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => true;

    /// <inheritdoc/>
    public override long Length => _length;

    /// <inheritdoc/>
    public override long Position
    {
        get => _length;
        set => throw new NotSupportedException();
    }

    /// <inheritdoc/>
    public override void Write(ReadOnlySpan<byte> buffer)
    {
        while (!buffer.IsEmpty)
        {
            if (_length >= _capacity && !TryAddBlock())
            {
                _spilled.Add(new(_length, buffer.Length, _budget.Spill.Append(buffer)));
                _length += buffer.Length;
                return;
            }

            var free = RestOfBlock(_length);
            var now = Math.Min(free.Length, buffer.Length);
            buffer[..now].CopyTo(free);
            _length += now;
            buffer = buffer[now..];
        }
    }

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    /// <summary>Reads from anywhere in the bytes.</summary>
    /// <returns>Bytes read; 0 at the end.</returns>
    public int ReadAt(long position, Span<byte> target)
    {
        ObjectDisposedException.ThrowIf(_released, this);
        if (position < Math.Min(_capacity, _length))
        {
            var block = RestOfBlock(position);
            var count = (int)Math.Min(Math.Min(block.Length, target.Length), _length - position);
            block[..count].CopyTo(target);
            return count;
        }

        foreach (var piece in _spilled)
        {
            var offset = position - piece.Start;
            if (offset >= 0 && offset < piece.Length)
            {
                var count = (int)Math.Min(target.Length, piece.Length - offset);
                _budget.Spill.Read(piece.SpilledAt + offset, target[..count]);
                return count;
            }
        }

        return 0;
    }

    /// <summary>Gives memory and file back.</summary>
    public void Release()
    {
        if (!_released)
        {
            _released = true;
            foreach (var block in _blocks)
            {
                ArrayPool<byte>.Shared.Return(block);
            }

            _blocks.Clear();
            _budget.Release();
        }
    }

    /// <inheritdoc/>
    public override void Flush()
    {
    }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <summary>Once something is in the file, so is all that follows: memory holds the beginning without gaps.</summary>
    bool TryAddBlock()
    {
        var bytes = _blocks.Count == 0 ? FirstBlockBytes : BlockBytes;
        if (_spilled.Count > 0 || !_budget.TryTake(bytes))
        {
            return false;
        }

        _blocks.Add(ArrayPool<byte>.Shared.Rent(bytes));
        _capacity += bytes;
        return true;
    }

    /// <summary>The rest of the block that holds a position.</summary>
    Span<byte> RestOfBlock(long position)
    {
        if (position < FirstBlockBytes)
        {
            return _blocks[0].AsSpan((int)position, FirstBlockBytes - (int)position);
        }

        var (block, offset) = Math.DivRem(position - FirstBlockBytes, BlockBytes);
        return _blocks[(int)block + 1].AsSpan((int)offset, BlockBytes - (int)offset);
    }

    readonly record struct SpilledPiece(long Start, int Length, long SpilledAt);
}
