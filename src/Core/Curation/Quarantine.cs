using System.Globalization;
using System.Text;
using CsvHelper;

namespace AppleAnalytics.Curation;

/// <summary>
/// The rows that could not be typed, as CSV: segment, line, column, reason and the row as it was. In order of segment and line.
/// </summary>
internal sealed class Quarantine(string subject, int maxBytes) : IDisposable
{
    readonly List<Rejection> _pending = [];
    readonly Dictionary<string, long> _reasons = new(StringComparer.Ordinal);
    MemoryStream? _file;
    CsvWriter? _csv;
    long _heldBytes;

    /// <summary>Rows rejected.</summary>
    public long Rows { get; private set; }

    /// <summary>Rows by reason.</summary>
    public IReadOnlyDictionary<string, long> Reasons => _reasons;

    /// <summary>Rejects a row of the block being read.</summary>
    public void Add(long line, string column, string reason, ReadOnlySpan<byte> raw)
    {
        _heldBytes += raw.Length + reason.Length + 64;
        if (_heldBytes > maxBytes)
        {
            throw new CurationException(
                $"{subject} has more unreadable rows than {maxBytes >> 20} MiB hold ({Rows + _pending.Count:N0} so far, the last one: {reason}); "
                + "this is no such report.");
        }

        _pending.Add(new(line, column, reason, Encoding.UTF8.GetString(raw)));
    }

    /// <summary>Writes the rows rejected since the last call, by line.</summary>
    public void EndBlock(string segment)
    {
        if (_pending.Count == 0)
        {
            return;
        }

        if (_csv is null)
        {
            _file = new MemoryStream();
            _csv = CsvWriter.Create(_file, new CsvWriterOptions { NewLine = "\n" }, leaveOpen: true);
            _csv.WriteRecord("segment", "line", "column", "reason", "raw");
        }

        foreach (var row in _pending.OrderBy(r => r.Line))
        {
            _csv.WriteRecord(segment, row.Line.ToString(CultureInfo.InvariantCulture), row.Column, row.Reason, row.Raw);
            _reasons[row.Reason] = _reasons.GetValueOrDefault(row.Reason) + 1;
            Rows++;
        }

        _pending.Clear();
    }

    /// <summary>The file, or empty when no row was rejected.</summary>
    public ReadOnlyMemory<byte> Finish()
    {
        _csv?.Flush();
        return _file?.ToArray() ?? default;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _csv?.Dispose();
        _file?.Dispose();
    }

    sealed record Rejection(long Line, string Column, string Reason, string Raw);
}
