using System.Globalization;
using System.Text;
using AppleAnalytics.Parquet;

namespace AppleAnalytics.Curation;

/// <summary>One run over one instance: rows in, a file per date out.</summary>
internal sealed class InstanceCuration : IDisposable
{
    /// <summary>A snapshot holds about three years; more dates than this is no report.</summary>
    const int MaxDates = 4_000;

    readonly CurationInput _input;
    readonly CurationLimits _limits;
    readonly CurationSchema _schema;
    readonly CurationWorkspace _workspace;
    readonly InstanceTables _tables;
    readonly RowStore _store;
    readonly OutputBudget _budget;
    readonly Quarantine _quarantine;
    readonly RowReader _rows;
    readonly List<DateRows?> _datesByCode = [null];
    readonly int[] _order = new int[FieldBlock.MaxRows];
    readonly List<int> _codesMet = [];
    int[] _places = new int[64];
    long _rowsIn;
    bool _isFinished;

    public InstanceCuration(CurationInput input, CurationSchema schema, CurationLimits limits, CurationWorkspace workspace)
    {
        _input = input;
        _limits = limits;
        _schema = schema;
        _workspace = workspace;
        _tables = new InstanceTables(input, schema, workspace.Dictionaries(schema.Stored.Count));
        _store = new RowStore(schema.Stored.Count, limits.BufferBytes);
        _budget = new OutputBudget(limits.OutputBytes);
        _quarantine = new Quarantine(InstanceCurator.Describe(input), limits.MaxQuarantineBytes);
        _rows = new RowReader(_tables, workspace, _quarantine);
        workspace.Dates.Reset(Reports.ColumnType.Date, 0);
    }

    /// <summary>Takes the rows of one segment.</summary>
    public void Read(SegmentReader reader, SegmentLayout layout, string segmentId, CancellationToken cancellation)
    {
        _rows.Begin(layout);
        var block = _workspace.Block;
        while (reader.ReadBlock(block, TakeRagged))
        {
            cancellation.ThrowIfCancellationRequested();
            EnsureDictionaryRoom(block.Rows);
            _rowsIn += block.Rows;
            Route(_rows.Read(block));
            _quarantine.EndBlock(segmentId);
        }

        _quarantine.EndBlock(segmentId);
    }

    /// <summary>Writes what waits and hands the result over.</summary>
    public CuratedInstance Finish()
    {
        var dates = _datesByCode.OfType<DateRows>().Where(d => d.Rows > 0 || d.File is not null).OrderBy(d => d.Date).ToList();
        var curated = new List<CuratedDate>(dates.Count);
        foreach (var date in dates)
        {
            if (date.Rows > 0)
            {
                EncodeGroup(date, isLast: true);
            }

            curated.Add(Complete(date));
        }

        _isFinished = true;
        return new CuratedInstance
        {
            Dates = curated,
            RowsIn = _rowsIn,
            RowsQuarantined = _quarantine.Rows,
            Quarantine = _quarantine.Finish(),
            RejectReasons = _quarantine.Reasons,
            MissingValues = _rows.MissingValues,
            Drift = _schema.Drift,
            ForeignAppIds = _tables.ForeignAppIds,
            RoundedAmounts = _rows.RoundedAmounts,
            HasHeader = true,
        };
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (!_isFinished)
        {
            foreach (var date in _datesByCode)
            {
                date?.File?.Content.Release();
            }
        }

        _quarantine.Dispose();
        _store.Dispose();
        _tables.Dispose();
    }

    void TakeRagged(long line, ReadOnlySpan<byte> raw)
    {
        _rowsIn++;
        _quarantine.Add(line, "", "the row has another number of fields than the header", raw);
    }

    /// <summary>Full dictionaries end every row group early and begin anew; only columns with very many distinct values come here.</summary>
    void EnsureDictionaryRoom(int rows)
    {
        for (var i = 0; i < _tables.Stored.Count; i++)
        {
            if (!_tables.Dictionaries[i].HasRoomFor(rows, _limits))
            {
                foreach (var date in _datesByCode)
                {
                    if (date is { Rows: > 0 })
                    {
                        EncodeGroup(date, isLast: false);
                    }
                }

                _tables.ResetDictionaries();
                return;
            }
        }
    }

    /// <summary>Hands the block's rows to their dates.</summary>
    void Route(int rows)
    {
        if (rows == 0)
        {
            return;
        }

        var codes = _rows.DateCodes.AsSpan(0, rows);
        AddNewDates();
        if (codes.IndexOfAnyExcept(codes[0]) < 0)
        {
            var date = WithRoom(codes[0], rows);
            _store.Append(date, _rows.Codes, 0, rows);
            return;
        }

        SortByDate(codes);
        var start = 0;
        foreach (var code in _codesMet)
        {
            var end = _places[code];
            _store.Append(WithRoom(code, end - start), _rows.Codes, _order.AsSpan(start, end - start));
            start = end;
        }
    }

    /// <summary>Puts the rows' numbers in order of their date, those of one date in their own order (a counting sort).</summary>
    void SortByDate(ReadOnlySpan<ushort> codes)
    {
        foreach (var code in _codesMet)
        {
            _places[code] = 0;
        }

        _codesMet.Clear();
        foreach (var code in codes)
        {
            if (_places[code]++ == 0)
            {
                _codesMet.Add(code);
            }
        }

        var start = 0;
        foreach (var code in _codesMet)
        {
            var count = _places[code];
            _places[code] = start;
            start += count;
        }

        for (var row = 0; row < codes.Length; row++)
        {
            _order[_places[codes[row]]++] = row;
        }
    }

    void AddNewDates()
    {
        while (_datesByCode.Count <= _workspace.Dates.Count)
        {
            if (_datesByCode.Count > MaxDates)
            {
                throw new CurationException($"{InstanceCurator.Describe(_input)} holds more than {MaxDates:N0} dates, which no report does.");
            }

            var day = (int)_workspace.Dates.Numbers[_datesByCode.Count];
            _datesByCode.Add(_store.Add(DateOnly.FromDayNumber(day + ParquetValue.EpochDayNumber)));
        }

        if (_places.Length < _datesByCode.Count)
        {
            Array.Resize(ref _places, _datesByCode.Count * 2);
        }
    }

    DateRows WithRoom(int code, int rows)
    {
        var date = _datesByCode[code]!;
        if (date.Rows + rows > _workspace.Encoder.RowsPerGroup && date.Rows > 0)
        {
            EncodeGroup(date, isLast: false);
        }

        return date;
    }

    void EncodeGroup(DateRows date, bool isLast)
    {
        date.File ??= new PartitionFile(_tables.Output, _budget);
        _workspace.Encoder.Encode(_tables, _store, date, isLast);
        _store.Clear(date);
    }

    /// <summary>Written out by hand: names are identifiers, and the serializer takes longer to start than a small file to curate.</summary>
    static string SumsAsJson(Dictionary<string, decimal> sums)
    {
        var names = sums.Keys.ToArray();
        Array.Sort(names, StringComparer.Ordinal);
        var json = new StringBuilder("{");
        foreach (var name in names)
        {
            json.Append(json.Length > 1 ? "," : "").Append('"').Append(name).Append("\":").Append(sums[name].ToString(CultureInfo.InvariantCulture));
        }

        return json.Append('}').ToString();
    }

    CuratedPartition Complete(DateRows date)
    {
        var file = date.File!;
        _workspace.Encoder.CountKeys(_tables, file);
        var sums = new Dictionary<string, decimal>(StringComparer.Ordinal);
        var minima = new Dictionary<string, decimal>(StringComparer.Ordinal);
        var maxima = new Dictionary<string, decimal>(StringComparer.Ordinal);
        var largestPerUnit = new Dictionary<string, decimal>(StringComparer.Ordinal);
        var nulls = new Dictionary<string, long>(StringComparer.Ordinal);
        for (var i = 0; i < _tables.Output.Count; i++)
        {
            var column = _tables.Output[i];
            var scale = column.Column.Type == ParquetType.Decimal18x6 ? ParquetValue.DecimalScale : 1;
            if (column.IsSummed)
            {
                sums[column.Column.Name] = (decimal)file.Sums[i] / scale;
            }

            if (file.Minima[i] is { } minimum)
            {
                minima[column.Column.Name] = minimum / scale;
                maxima[column.Column.Name] = (decimal)file.Maxima[i] / scale;
            }

            if (column.UnitsSource >= 0)
            {
                largestPerUnit[column.Column.Name] = (decimal)file.LargestPerUnit[i] / scale;
            }

            if (file.Nulls[i] > 0)
            {
                nulls[column.Column.Name] = file.Nulls[i];
            }
        }

        var rows = file.Builder.Rows;
        file.Builder.Finish(new Dictionary<string, string>
        {
            [PartitionMetadata.Table] = _input.Table.Name,
            [PartitionMetadata.Date] = date.Date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            [PartitionMetadata.AppId] = _input.AppId.ToString(CultureInfo.InvariantCulture),
            [PartitionMetadata.Vintage] = _input.Vintage.ToString(),
            [PartitionMetadata.Rows] = rows.ToString(CultureInfo.InvariantCulture),
            [PartitionMetadata.Sums] = SumsAsJson(sums),
            [PartitionMetadata.SchemaVersion] = _input.Table.SchemaVersion.ToString(CultureInfo.InvariantCulture),
        });
        return new CuratedPartition(file.Content)
        {
            Date = date.Date,
            Rows = rows,
            Bytes = file.Content.Length,
            Sums = sums,
            Minima = minima,
            Maxima = maxima,
            LargestPerUnit = largestPerUnit,
            Nulls = nulls,
            DuplicateKeys = file.DuplicateKeys,
            Territories = [.. file.Territories],
        };
    }
}
