using Amazon.Athena.Model;

namespace AppleAnalytics.Catalog;

/// <summary>How a table in Athena differs from what it has to be, in words; what can be changed in place is told apart from what cannot.</summary>
public sealed record TableDifferences
{
    /// <summary>What makes it another table, in sentences; it has to be dropped or renamed by a person.</summary>
    public IReadOnlyList<string> Breaking { get; init; } = [];

    /// <summary>Columns it lacks and can be given.</summary>
    public IReadOnlyList<SchemaColumn> MissingColumns { get; init; } = [];

    /// <summary>Properties it has to be given.</summary>
    public IReadOnlyDictionary<string, string> Properties { get; init; } = new Dictionary<string, string>();

    /// <summary>What is worth knowing and wrong in no query, in sentences: columns of an earlier delivery, other comments.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>Whether it is what it has to be.</summary>
    public bool IsNone => Breaking.Count == 0 && MissingColumns.Count == 0 && Properties.Count == 0;

    /// <summary>Compares.</summary>
    /// <param name="schema">What the table has to be.</param>
    /// <param name="table">What Athena has.</param>
    /// <param name="location">Where it has to be.</param>
    /// <param name="properties">The properties it has to have.</param>
    public static TableDifferences Of(TableSchema schema, TableMetadata table, string location, IReadOnlyDictionary<string, string> properties)
    {
        ArgumentNullException.ThrowIfNull(schema);
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(location);
        ArgumentNullException.ThrowIfNull(properties);
        if (table.TableType is { } type && type != "EXTERNAL_TABLE")
        {
            return new() { Breaking = [$"it is a {type.Replace('_', ' ').ToLowerInvariant()} and no external table"] };
        }

        var has = table.Parameters ?? [];
        var columns = table.Columns ?? [];
        List<string> breaking = [.. Layout(schema, has, location), .. Keys(schema, table)];
        List<string> notes = [];
        foreach (var column in schema.Columns)
        {
            if (columns.Find(c => Same(c.Name, column.Name)) is not { } found)
            {
                continue;
            }

            if (!Same(Plain(found.Type), Plain(column.Type)))
            {
                breaking.Add($"its column {column.Name} is {found.Type} and not {column.Type}");
            }

            if ((found.Comment ?? "") != AthenaStatements.Comment(column.Comment))
            {
                notes.Add($"the comment of {column.Name} is an earlier one");
            }
        }

        notes.AddRange(columns.Where(c => !schema.Columns.Any(s => Same(s.Name, c.Name))).Select(c => $"it has a column {c.Name} ({c.Type}) that is not known"));
        if (schema.Format == TableFormat.TabText && columns.Zip(schema.Columns).FirstOrDefault(p => !Same(p.First.Name, p.Second.Name)) is ({ } there, { } wanted))
        {
            breaking.Add($"its columns are read by position, and {there.Name} stands where {wanted.Name} has to be");
        }

        return new()
        {
            Breaking = breaking,
            MissingColumns = [.. schema.Columns.Where(s => !columns.Exists(c => Same(s.Name, c.Name)))],
            Properties = properties.Where(p => has.GetValueOrDefault(p.Key) != p.Value && !(p is { Key: "projection.enabled", Value: "false" } && !has.ContainsKey(p.Key)))
                .ToDictionary(p => p.Key, p => p.Value),
            Notes = notes,
        };
    }

    static IEnumerable<string> Layout(TableSchema schema, Dictionary<string, string> has, string location)
    {
        if (has.GetValueOrDefault("location") is { } where && where.TrimEnd('/') != location.TrimEnd('/'))
        {
            yield return $"its data are at {where} and not at {location}";
        }

        var expected = schema.Format == TableFormat.Parquet ? "ParquetHiveSerDe" : "LazySimpleSerDe";
        if (has.GetValueOrDefault("serde.serialization.lib") is { } format && !format.EndsWith(expected, StringComparison.Ordinal))
        {
            yield return $"its files are read by {format[(format.LastIndexOf('.') + 1)..]} and not by {expected}";
        }
    }

    static IEnumerable<string> Keys(TableSchema schema, TableMetadata table)
    {
        static string List(IEnumerable<(string Name, string Type)> keys) => string.Join(", ", keys.Select(k => $"{k.Name} {k.Type}"));
        var has = List((table.PartitionKeys ?? []).Select(k => (k.Name.ToLowerInvariant(), Plain(k.Type))));
        var wanted = List(schema.PartitionKeys.Select(k => (k.Name, Plain(k.Type))));
        if (has != wanted)
        {
            yield return $"it is partitioned by ({has}) and not by ({wanted})";
        }
    }

    static string Plain(string? type) => (type ?? "").Replace(" ", "", StringComparison.Ordinal).ToLowerInvariant();

    static bool Same(string left, string right) => string.Equals(left, right, StringComparison.OrdinalIgnoreCase);
}
