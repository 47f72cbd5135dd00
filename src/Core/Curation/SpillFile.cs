using Microsoft.Win32.SafeHandles;

namespace AppleAnalytics.Curation;

/// <summary>A temporary file for what does not fit into the memory budget; it is made at the first write and deleted when closed.</summary>
internal sealed class SpillFile : IDisposable
{
    SafeFileHandle? _file;
    long _length;

    /// <summary>Appends bytes.</summary>
    /// <returns>Where they begin.</returns>
    public long Append(ReadOnlySpan<byte> bytes)
    {
        _file ??= File.OpenHandle(
            Path.Combine(Path.GetTempPath(), $"appleanalytics-{Path.GetRandomFileName()}"),
            FileMode.CreateNew,
            FileAccess.ReadWrite,
            FileShare.None,
            FileOptions.DeleteOnClose);
        var start = _length;
        RandomAccess.Write(_file, bytes, start);
        _length += bytes.Length;
        return start;
    }

    /// <summary>Reads bytes appended before; may be called from several threads.</summary>
    public void Read(long start, Span<byte> target)
    {
        while (target.Length > 0)
        {
            var count = RandomAccess.Read(_file!, target, start);
            if (count == 0)
            {
                throw new EndOfStreamException("A temporary file of the curation was cut short from outside.");
            }

            start += count;
            target = target[count..];
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _file?.Dispose();
}
