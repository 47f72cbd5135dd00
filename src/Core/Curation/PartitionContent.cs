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

/// <summary>The bytes of one Parquet file as they are made: pieces in memory or in the temporary file.</summary>
internal sealed class PartitionContent : Stream
{
    readonly List<Piece> _pieces = [];
    readonly OutputBudget _budget;
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
        if (buffer.IsEmpty)
        {
            return;
        }

        _pieces.Add(_budget.TryTake(buffer.Length)
            ? new Piece(_length, buffer.Length, buffer.ToArray(), 0)
            : new Piece(_length, buffer.Length, null, _budget.Spill.Append(buffer)));
        _length += buffer.Length;
    }

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    /// <summary>Reads from anywhere in the bytes.</summary>
    /// <returns>Bytes read; 0 at the end.</returns>
    public int ReadAt(long position, Span<byte> target)
    {
        ObjectDisposedException.ThrowIf(_released, this);
        foreach (var piece in _pieces)
        {
            var offset = position - piece.Start;
            if (offset >= 0 && offset < piece.Length)
            {
                var count = (int)Math.Min(target.Length, piece.Length - offset);
                if (piece.Bytes is { } bytes)
                {
                    bytes.AsSpan((int)offset, count).CopyTo(target);
                }
                else
                {
                    _budget.Spill.Read(piece.SpilledAt + offset, target[..count]);
                }

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
            _pieces.Clear();
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

    sealed record Piece(long Start, int Length, byte[]? Bytes, long SpilledAt);
}
