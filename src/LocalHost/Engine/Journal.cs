using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Microsoft.Win32.SafeHandles;

namespace AppleAnalytics.LocalHost.Engine;

/// <summary>
/// The log from which the engine's state can be rebuilt. One file of lines
/// <c>crc32c-in-hex space json line-feed</c>; the JSON is a <see cref="JournalRecord"/>, the checksum is over its bytes.
/// </summary>
/// <remarks>
/// A record is written with one call to the operating system, so it survives the death of the process from then on;
/// <see cref="Flush"/> makes it survive the loss of power. A last record that is incomplete is cut off on opening. Damage in
/// front of records that were known to be on the disk is reported instead. A journal that has grown is replaced, at once
/// and as a whole, by one that holds the state alone (<see cref="Compact"/>).
/// </remarks>
internal sealed class Journal : IDisposable
{
    public const string FileName = "journal.log";

    private const int ChecksumLength = 8;
    private readonly string _path;
    private readonly bool _flushToDisk;
    private readonly ArrayBufferWriter<byte> _buffer = new(4096);
    private SafeFileHandle _file;
    private long _seq;
    private long _safe;
    private long _compactedLength;

    private Journal(string path, bool flushToDisk, SafeFileHandle file)
    {
        _path = path;
        _flushToDisk = flushToDisk;
        _file = file;
    }

    /// <summary>Bytes in the file.</summary>
    public long Length { get; private set; }

    /// <summary>True when most of the file is history of states that are gone.</summary>
    public bool HasGrown => Length > Math.Max(16 << 20, 4 * _compactedLength);

    /// <summary>Opens the journal of a directory, or creates it, and hands every change in it to <paramref name="apply"/> in order.</summary>
    /// <exception cref="InvalidDataException">The file is damaged in front of records that had reached the disk.</exception>
    public static Journal Open(string directory, bool flushToDisk, Action<Change> apply)
    {
        var path = Path.Combine(directory, FileName);
        File.Delete(path + ".new");
        var file = File.OpenHandle(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read | FileShare.Delete);
        var journal = new Journal(path, flushToDisk, file);
        try
        {
            journal.Read(apply);
        }
        catch
        {
            journal.Dispose();
            throw;
        }

        return journal;
    }

    /// <summary>Appends one record; when this returns, the end of the process does not lose it.</summary>
    /// <exception cref="IOException">It could not be written; what was written of it is cut off again.</exception>
    public void Append(IReadOnlyList<Change> changes)
    {
        var record = new JournalRecord(_seq + 1, _safe, changes);
        _buffer.ResetWrittenCount();
        Encode(_buffer, record);
        try
        {
            RandomAccess.Write(_file, _buffer.WrittenSpan, Length);
        }
        catch (Exception e) when (e is IOException or ArgumentOutOfRangeException)
        {
            // .NET reports a file that has reached the system's size limit as an argument out of range.
            RandomAccess.SetLength(_file, Length);
            throw e as IOException ?? new IOException(e.Message, e);
        }

        Length += _buffer.WrittenCount;
        _seq++;
    }

    /// <summary>Makes every record so far survive the loss of power.</summary>
    public void Flush()
    {
        if (_flushToDisk && _safe != _seq)
        {
            RandomAccess.FlushToDisk(_file);
            _safe = _seq;
        }
    }

    /// <summary>Replaces the file by one that holds <paramref name="state"/> alone.</summary>
    public void Compact(IEnumerable<Change> state)
    {
        var next = _path + ".new";
        var seq = _seq;
        long length = 0;
        var file = File.OpenHandle(next, FileMode.Create, FileAccess.ReadWrite, FileShare.Read | FileShare.Delete);
        try
        {
            foreach (var change in state)
            {
                _buffer.ResetWrittenCount();
                Encode(_buffer, new JournalRecord(++seq, _safe, [change]));
                RandomAccess.Write(file, _buffer.WrittenSpan, length);
                length += _buffer.WrittenCount;
            }

            RandomAccess.FlushToDisk(file);
            _file.Dispose();
            File.Move(next, _path, overwrite: true);
        }
        catch
        {
            file.Dispose();
            throw;
        }

        _file = file;
        _seq = seq;
        _safe = _flushToDisk ? seq : _safe;
        Length = _compactedLength = length;
    }

    public void Dispose() => _file.Dispose();

    private static void Encode(ArrayBufferWriter<byte> buffer, JournalRecord record)
    {
        buffer.Advance(Fill(buffer.GetSpan(ChecksumLength + 1)));
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { SkipValidation = true }))
        {
            JsonSerializer.Serialize(writer, record, JournalJson.Default.JournalRecord);
        }

        var crc = Crc32C.Of(buffer.WrittenSpan[(ChecksumLength + 1)..]);
        buffer.Write("\n"u8);
        var whole = System.Runtime.InteropServices.MemoryMarshal.AsMemory(buffer.WrittenMemory);
        crc.TryFormat(whole.Span[..ChecksumLength], out _, "x8", CultureInfo.InvariantCulture);

        static int Fill(Span<byte> head)
        {
            head[..(ChecksumLength + 1)].Fill((byte)' ');
            return ChecksumLength + 1;
        }
    }

    private static JournalRecord? Decode(ReadOnlySpan<byte> line)
    {
        if (line.Length <= ChecksumLength + 1
            || !uint.TryParse(line[..ChecksumLength], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var crc)
            || line[ChecksumLength] != (byte)' '
            || Crc32C.Of(line[(ChecksumLength + 1)..]) != crc)
        {
            return null;
        }

        return JsonSerializer.Deserialize(line[(ChecksumLength + 1)..], JournalJson.Default.JournalRecord);
    }

    private void Read(Action<Change> apply)
    {
        var content = new byte[RandomAccess.GetLength(_file)];
        var read = 0;
        while (read < content.Length && RandomAccess.Read(_file, content.AsSpan(read), read) is > 0 and var count)
        {
            read += count;
        }

        var position = 0;
        var damagedAt = -1;
        while (position < content.Length)
        {
            var rest = content.AsSpan(position);
            var end = rest.IndexOf((byte)'\n');
            var record = end < 0 ? null : Decode(rest[..end]);
            if (damagedAt >= 0)
            {
                if (record is not null && record.Safe > _seq)
                {
                    throw new InvalidDataException(
                        $"The journal '{_path}' is damaged at byte {damagedAt}, in front of records that were complete on the disk. "
                        + "Restore the state directory from a backup, or move it away to start with an empty one.");
                }
            }
            else if (record is null || (_seq != 0 && record.Seq != _seq + 1))
            {
                damagedAt = position;
            }
            else
            {
                // A journal begins with what the last compaction wrote.
                if (_compactedLength == Length && record.Changes is [InstanceSaved or EntitySaved or ScheduleRan])
                {
                    _compactedLength = position + end + 1;
                }

                _seq = record.Seq;
                Length = position + end + 1;
                foreach (var change in record.Changes)
                {
                    apply(change);
                }
            }

            position = end < 0 ? content.Length : position + end + 1;
        }

        if (damagedAt >= 0)
        {
            RandomAccess.SetLength(_file, Length);
        }

        if (_flushToDisk)
        {
            RandomAccess.FlushToDisk(_file);
            _safe = _seq;
        }
    }
}
