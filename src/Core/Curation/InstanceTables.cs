using System.Text;
using AppleAnalytics.Parquet;
using AppleAnalytics.Reports;

namespace AppleAnalytics.Curation;

/// <summary>The value of a column that is the same in every row: a text, or a number.</summary>
internal readonly record struct ConstantValue(byte[]? Text, long Number);

/// <summary>What is known of one instance while it is curated: its columns, their dictionaries, the values all rows share.</summary>
internal sealed class InstanceTables : IDisposable
{
    readonly CurationInput _input;
    readonly ushort[] _zeroCodes;
    readonly List<long> _foreignAppIds = [];
    readonly byte[] _instanceId;
    readonly byte[] _accessType;

    public InstanceTables(CurationInput input, CurationSchema schema, IReadOnlyList<TextDictionary> dictionaries)
    {
        _input = input;
        Stored = schema.Stored;
        Dictionaries = dictionaries;
        Output = schema.Output();
        TerritoryColumn = schema.IndexOf("territory");
        AppIdColumn = schema.IndexOf("app_apple_identifier");
        _zeroCodes = new ushort[Stored.Count];
        _instanceId = Encoding.UTF8.GetBytes(input.Vintage.InstanceId);
        _accessType = Encoding.UTF8.GetBytes(input.Vintage.AccessType == AccessType.Ongoing ? "ONGOING" : "ONE_TIME_SNAPSHOT");
        ResetDictionaries();
    }

    public IReadOnlyList<StoredColumn> Stored { get; }

    public IReadOnlyList<OutputColumn> Output { get; }

    /// <summary>The dictionaries of the stored columns.</summary>
    public IReadOnlyList<TextDictionary> Dictionaries { get; }

    /// <summary>The header of the metric date, for messages.</summary>
    public string DateHeader => _input.Table.DateHeaders[0];

    public int TerritoryColumn { get; }

    public int AppIdColumn { get; }

    /// <summary>Key hashes of row groups written before their date was complete.</summary>
    public SpillFile KeySpill { get; } = new();

    /// <summary>App ids met that are not the app asked for.</summary>
    public IReadOnlyList<long> ForeignAppIds => [.. _foreignAppIds.Order()];

    /// <summary>The code of 0 in a measure that others derive from.</summary>
    public ushort ZeroCode(int column) => _zeroCodes[column];

    public ConstantValue Constant(string column, DateOnly date) => column switch
    {
        ColumnNames.MetricDate => new(null, ParquetValue.Of(date)),
        ColumnNames.ProcessingDate => new(null, ParquetValue.Of(_input.Vintage.ProcessingDate)),
        ColumnNames.InstanceId => new(_instanceId, 0),
        ColumnNames.AccessType => new(_accessType, 0),
        _ => throw new ArgumentOutOfRangeException(nameof(column), column, "No such constant column."),
    };

    public void NoteAppId(long appId)
    {
        if (appId != _input.AppId && !_foreignAppIds.Contains(appId))
        {
            _foreignAppIds.Add(appId);
        }
    }

    /// <summary>Empties the dictionaries; no row may be waiting that was encoded with them.</summary>
    public void ResetDictionaries()
    {
        for (var i = 0; i < Stored.Count; i++)
        {
            Dictionaries[i].Reset(Stored[i].Type, (ulong)i * 0x9E3779B97F4A7C15);
        }

        foreach (var column in Output)
        {
            if (column.IsDerived)
            {
                _zeroCodes[column.Source] = Dictionaries[column.Source].CodeOf("0"u8);
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => KeySpill.Dispose();
}
