using System.Text;

namespace AppleAnalytics.Curation;

/// <summary>Cuts one segment into blocks of rows. What separates its fields, the header line says.</summary>
internal sealed class SegmentReader : IDisposable
{
    readonly SegmentText _text;
    readonly string _subject;
    readonly CurationLimits _limits;
    TabRows? _tabs;
    CsvRows? _csv;

    public SegmentReader(Stream compressed, string subject, CurationLimits limits)
    {
        _subject = subject;
        _limits = limits;
        _text = new SegmentText(compressed, subject, limits);
        try
        {
            var start = _text.Start;
            var lineEnd = start.IndexOf((byte)'\n');
            var header = lineEnd < 0 ? start : start[..lineEnd];
            if (limits.CutsTabsInPlace && lineEnd > 0 && header.Contains((byte)'\t') && !header.Contains((byte)'\r') && header[0] < 0xFE)
            {
                Headers = [.. Encoding.UTF8.GetString(header).TrimStart('\uFEFF').Split('\t').Select(h => h.Trim())];
                _tabs = new TabRows(_text, Headers.Count, subject, limits);
            }
            else
            {
                _csv = new CsvRows(_text, quoted: !header.Contains((byte)'\t') && header.Contains((byte)','), subject, limits);
                Headers = _csv.Headers;
            }
        }
        catch
        {
            _text.Dispose();
            throw;
        }
    }

    /// <summary>The header line's names, or none when the segment is empty.</summary>
    public IReadOnlyList<string> Headers { get; }

    /// <summary>Reads what is left and says how the file ends.</summary>
    public GzipEnd ReadEnd() => _text.ReadEnd();

    /// <summary>Fills a block with the next rows.</summary>
    /// <param name="block">The block.</param>
    /// <param name="onRagged">Takes line and raw text of every row that has another number of fields than the header.</param>
    /// <returns>False when there are no more rows and the block is empty.</returns>
    public bool ReadBlock(FieldBlock block, Action<long, ReadOnlySpan<byte>> onRagged)
    {
        if (_tabs is { } tabs)
        {
            if (tabs.ReadBlock(block, onRagged))
            {
                return true;
            }

            if (!tabs.MetCarriageReturn)
            {
                return false;
            }

            _csv = tabs.LinesRead == 0
                ? new CsvRows(_text, quoted: false, _subject, _limits)
                : new CsvRows(_text, Headers, tabs.LinesRead, _subject, _limits);
            _tabs = null;
            tabs.Close();
        }

        return Headers.Count > 0 && _csv!.ReadBlock(block, onRagged);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _tabs?.Close();
        _csv?.Dispose();
        _text.Dispose();
    }
}
