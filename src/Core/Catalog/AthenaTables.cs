using Amazon.Athena.Model;
using AppleAnalytics.Lake;

namespace AppleAnalytics.Catalog;

/// <summary>What tables Athena has to have over the lake, what it has, and the statements between the two.</summary>
/// <param name="store">The lake.</param>
/// <param name="queries">Athena.</param>
/// <param name="manifests">What is published.</param>
/// <param name="apps">The apps seen.</param>
/// <param name="options">The catalogue's settings.</param>
public sealed class AthenaTables(ObjectStore store, AthenaQueries queries, PartitionManifests manifests, AppDirectory apps, CatalogOptions options)
{
    /// <summary>The statements for this database and lake.</summary>
    public AthenaStatements Statements { get; } = new(options.Database, store.Location);

    /// <summary>Compares what is with what has to be.</summary>
    /// <param name="tables">Our tables beside those that are always declared; null for all of which something is published.</param>
    /// <param name="changed">Those whose files may have new columns, which takes reading their manifests; null for all.</param>
    /// <param name="cancellation">Cancels the operation.</param>
    /// <returns>Null when there is no database.</returns>
    public async Task<IReadOnlyList<DeclaredTable>?> CompareAsync(
        IReadOnlyCollection<string>? tables, IReadOnlyCollection<string>? changed, CancellationToken cancellation = default)
    {
        var there = await queries.TablesAsync(cancellation);
        if (there is null)
        {
            return null;
        }

        var known = (await apps.ReadAsync(cancellation)).Keys.ToList();
        return [.. TableSchemas.ToDeclare(await PublishedAsync(tables, changed, cancellation)).Select(schema => Compare(schema, there.GetValueOrDefault(schema.Name), known))];
    }

    /// <summary>What makes a table what it has to be, in the order to run it.</summary>
    public IEnumerable<CatalogStatement> Declare(DeclaredTable table)
    {
        ArgumentNullException.ThrowIfNull(table);
        var (schema, differences) = (table.Schema, table.Differences);
        if (differences is null)
        {
            yield return Statement(Statements.Create(schema, table.NewProperties), creates: true);
            yield break;
        }

        if (differences.MissingColumns.Count > 0)
        {
            yield return Statement(Statements.AddColumns(schema.Name, differences.MissingColumns));
        }

        if (differences.Properties.Count > 0)
        {
            yield return Statement(Statements.SetProperties(schema.Name, differences.Properties));
        }

        CatalogStatement Statement(string sql, bool creates = false) => new()
        {
            Id = StatementStore.Name(StatementKind.Declare, schema.Name, sql),
            Table = schema.Name,
            Source = table.Source,
            Kind = StatementKind.Declare,
            Sql = sql,
            Creates = creates,
        };
    }

    /// <summary>The sentence for a table that cannot be made what it has to be.</summary>
    public string Refuse(DeclaredTable table)
    {
        ArgumentNullException.ThrowIfNull(table);
        return $"{table.Schema.Name} in Athena's database {options.Database} is another table: {string.Join("; ", table.Differences?.Breaking ?? [])}. "
            + "Drop or rename it, which leaves the data in S3 as they are, or set Catalog__Database to another database; the next run makes it anew.";
    }

    DeclaredTable Compare(TableSchema schema, TableMetadata? there, List<long> known) => new(
        schema,
        there is null ? null : TableDifferences.Of(schema, there, Statements.Root + schema.Folder, TableProperties.Kept(schema, Statements.Root, options.Projection, known)),
        TableProperties.Of(schema, Statements.Root, options.Projection, known));

    async Task<Dictionary<string, IReadOnlyCollection<string>>> PublishedAsync(
        IReadOnlyCollection<string>? tables, IReadOnlyCollection<string>? changed, CancellationToken cancellation)
    {
        var published = new Dictionary<string, IReadOnlyCollection<string>>(StringComparer.Ordinal);
        foreach (var table in (tables ?? await NamesAsync(cancellation)).Distinct(StringComparer.Ordinal))
        {
            published[table] = changed is null || changed.Contains(table) ? await ExtrasAsync(table, cancellation) : [];
        }

        return published;
    }

    async Task<IReadOnlyCollection<string>> ExtrasAsync(string table, CancellationToken cancellation)
    {
        var extras = new SortedSet<string>(StringComparer.Ordinal);
        await foreach (var manifest in manifests.ReadAllAsync(table, cancellation))
        {
            extras.UnionWith(manifest.Partitions.Values.SelectMany(p => p.ExtraColumns ?? []));
        }

        return extras;
    }

    async Task<IReadOnlyCollection<string>> NamesAsync(CancellationToken cancellation)
    {
        var names = new SortedSet<string>(StringComparer.Ordinal);
        await foreach (var found in store.ListAsync(LakeLayout.ManifestRoot, cancellation))
        {
            names.Add(found.Key[LakeLayout.ManifestRoot.Length..].Split('/')[0]);
        }

        return names;
    }
}
