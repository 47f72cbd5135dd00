namespace AppleAnalytics.Parquet;

/// <summary>
/// Writes small tables row by row: give every column of the row its value, end the row, and finish.
/// Equal rows in equal order make equal bytes. Row groups are kept in memory until the file is finished.
/// </summary>
public sealed class ParquetTableWriter : IDisposable
{
    /// <summary>Text of one row group beyond which the next begins early.</summary>
    const long MaxGroupTextBytes = 64 << 20;

    readonly ParquetColumnWriter[] _columns;
    readonly Dictionary<string, ParquetColumnWriter> _byName;
    readonly ParquetWriterOptions _options;
    readonly RowGroupEncoder _encoder;
    readonly MemoryStream _body = new();
    readonly ParquetFileBuilder _file;
    int _rows;
    bool _finished;

    /// <summary>Begins a table.</summary>
    /// <param name="columns">The columns in file order; their names differ.</param>
    /// <param name="options">Codec and sizes; null stands for <see cref="ParquetWriterOptions.Default"/>.</param>
    /// <exception cref="ArgumentException">There is no column, or two have the same name.</exception>
    public ParquetTableWriter(IReadOnlyList<ParquetColumn> columns, ParquetWriterOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(columns);
        if (columns.Count == 0)
        {
            throw new ArgumentException("A Parquet file has at least one column.", nameof(columns));
        }

        _options = options ?? ParquetWriterOptions.Default;
        ArgumentOutOfRangeException.ThrowIfLessThan(_options.RowsPerPage, 1, nameof(options));
        ArgumentOutOfRangeException.ThrowIfLessThan(_options.RowsPerGroup, 1, nameof(options));
        _columns = [.. columns.Select(c => new ParquetColumnWriter(c))];
        _byName = _columns.ToDictionary(c => c.Column.Name, StringComparer.Ordinal);
        _encoder = new RowGroupEncoder(_options);
        _file = new ParquetFileBuilder(columns, _body);
    }

    /// <summary>Rows ended so far.</summary>
    public long Rows => _file.Rows + _rows;

    /// <summary>The column at that place.</summary>
    public ParquetColumnWriter this[int column] => _columns[column];

    /// <summary>The column of that name.</summary>
    /// <exception cref="KeyNotFoundException">There is none.</exception>
    public ParquetColumnWriter this[string name] => _byName[name];

    /// <summary>Ends the row.</summary>
    /// <exception cref="InvalidOperationException">A column did not get exactly one value since the row before.</exception>
    public void EndRow()
    {
        _rows++;
        var textBytes = 0L;
        foreach (var column in _columns)
        {
            if (column.Count != _rows)
            {
                throw new InvalidOperationException($"Row {Rows} gave column '{column.Column.Name}' {column.Count - _rows + 1} values instead of one.");
            }

            textBytes += column.TextBytes;
        }

        if (_rows == _options.RowsPerGroup || textBytes > MaxGroupTextBytes)
        {
            EndGroup();
        }
    }

    /// <summary>Writes the whole file; the writer is used up then.</summary>
    /// <param name="output">Where the file goes; is not closed.</param>
    /// <param name="keyValueMetadata">The file's own metadata; is written in ordinal order of its keys.</param>
    /// <exception cref="InvalidOperationException">The table is finished already.</exception>
    public void Finish(Stream output, IReadOnlyDictionary<string, string> keyValueMetadata)
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(keyValueMetadata);
        if (_finished)
        {
            throw new InvalidOperationException("This table is finished already.");
        }

        _finished = true;
        if (_rows > 0)
        {
            EndGroup();
        }

        _file.Finish(keyValueMetadata);
        output.Write(_body.GetBuffer(), 0, (int)_body.Length);
    }

    /// <inheritdoc/>
    public void Dispose() => _body.Dispose();

    void EndGroup()
    {
        _encoder.Begin(_file, _rows);
        foreach (var column in _columns)
        {
            column.WriteTo(_encoder);
        }

        _encoder.End();
        _rows = 0;
    }
}
