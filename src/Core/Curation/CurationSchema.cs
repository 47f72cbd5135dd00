using AppleAnalytics.Parquet;
using AppleAnalytics.Reports;

namespace AppleAnalytics.Curation;

/// <summary>The columns of one instance: those the catalogue knows, then what the headers have beyond them.</summary>
internal sealed class CurationSchema
{
    readonly List<StoredColumn> _stored = [];
    readonly Dictionary<string, int> _byHeader = new(StringComparer.OrdinalIgnoreCase);
    readonly HashSet<string> _taken;
    readonly List<string> _missingRequired = [];
    readonly List<string> _missingOptional = [];
    bool _reordered;

    public CurationSchema(TableDefinition table)
    {
        Table = table;
        _taken =
        [
            .. ColumnNames.PartitionKeys, ColumnNames.MetricDate, ColumnNames.ProcessingDate, ColumnNames.InstanceId, ColumnNames.AccessType,
            .. table.DerivedMeasures.Select(m => m.Name),
        ];
        foreach (var header in table.DateHeaders)
        {
            _byHeader[header] = SegmentLayout.MetricDate;
        }

        foreach (var column in table.Columns)
        {
            foreach (var header in column.OtherHeaders.Prepend(column.Header))
            {
                _byHeader[header] = _stored.Count;
            }

            _taken.Add(column.Name);
            _stored.Add(new StoredColumn(column.Header, column.Name, column.Type, column));
        }
    }

    public TableDefinition Table { get; }

    /// <summary>The columns that come from the file, without the metric date.</summary>
    public IReadOnlyList<StoredColumn> Stored => _stored;

    /// <summary>How the headers read so far differ from the catalogue.</summary>
    public SchemaDrift Drift => new(
        _missingRequired,
        _missingOptional,
        Table.HasOpenColumns ? [] : [.. _stored.Where(c => c.Definition is null).Select(c => c.Name).Order(StringComparer.Ordinal)],
        _reordered && !Table.HasOpenColumns);

    /// <summary>The place of a stored column.</summary>
    public int IndexOf(string name) => _stored.FindIndex(c => c.Name == name);

    /// <summary>Finds the columns of one segment's header; headers nobody knows become columns of their own.</summary>
    public SegmentLayout Bind(IReadOnlyList<string> headers)
    {
        var columns = new int[headers.Count];
        var seen = new HashSet<int>();
        for (var i = 0; i < headers.Count; i++)
        {
            // A header that stands twice is the known column the first time only.
            columns[i] = _byHeader.TryGetValue(headers[i], out var known) && seen.Add(known) ? known : AddUnknown(headers[i], seen);
        }

        // The metric date, which stands first or third depending on the report, has no place among the stored columns.
        var catalogued = columns.Where(c => c != SegmentLayout.MetricDate && _stored[c].Definition is not null).ToArray();
        _reordered |= !catalogued.SequenceEqual(catalogued.Order());
        if (!seen.Contains(SegmentLayout.MetricDate))
        {
            AddOnce(_missingRequired, Table.DateHeaders[0]);
        }

        for (var i = 0; i < Table.Columns.Count; i++)
        {
            var column = Table.Columns[i];
            if (!seen.Contains(i) && (column.Required || column.Expected))
            {
                AddOnce(column.Required ? _missingRequired : _missingOptional, column.Header);
            }
        }

        return new SegmentLayout(columns);
    }

    /// <summary>The columns of the curated file, in its order.</summary>
    public IReadOnlyList<OutputColumn> Output()
    {
        var output = new List<OutputColumn> { OutputColumn.OfConstant(ColumnNames.MetricDate, ParquetType.Date) };
        var known = _stored.Where(c => c.Definition is not null);
        var unknown = _stored.Where(c => c.Definition is null).OrderBy(c => c.Name, StringComparer.Ordinal);
        foreach (var column in known.Where(c => c.Name == ColumnNames.AppName).Concat(known.Where(c => c.Name != ColumnNames.AppName)).Concat(unknown))
        {
            output.Add(OutputColumn.OfStored(column, _stored.IndexOf(column), column.Definition?.PaidFor is { } units ? IndexOf(units) : -1));
        }

        output.AddRange(Table.DerivedMeasures.Select(m => OutputColumn.OfDerived(m, IndexOf(m.Source), IndexOf(m.Condition), _stored)));
        output.Add(OutputColumn.OfConstant(ColumnNames.ProcessingDate, ParquetType.Date));
        output.Add(OutputColumn.OfConstant(ColumnNames.InstanceId, ParquetType.String));
        output.Add(OutputColumn.OfConstant(ColumnNames.AccessType, ParquetType.String));
        return output;
    }

    int AddUnknown(string header, HashSet<int> seen)
    {
        var known = _stored.FindIndex(c => c.Definition is null && string.Equals(c.Header, header, StringComparison.OrdinalIgnoreCase) && !seen.Contains(_stored.IndexOf(c)));
        if (known < 0)
        {
            known = _stored.Count;
            var name = ColumnNames.ForUnknown(header, _taken);
            _taken.Add(name);
            _stored.Add(new StoredColumn(header, name, ColumnType.String, null));
        }

        seen.Add(known);
        return known;
    }

    static void AddOnce(List<string> list, string header)
    {
        if (!list.Contains(header))
        {
            list.Add(header);
        }
    }
}
