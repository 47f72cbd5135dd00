namespace AppleAnalytics.Catalog;

/// <summary>What Athena has against what it has to have.</summary>
/// <param name="tables">Both.</param>
/// <param name="queries">Athena.</param>
/// <param name="options">The catalogue's settings.</param>
public sealed class AthenaSchemaCheck(AthenaTables tables, AthenaQueries queries, CatalogOptions options) : SchemaCheck
{
    /// <inheritdoc/>
    public override async Task<SchemaReport> RunAsync(CancellationToken cancellation = default)
    {
        var problem = await queries.FindWorkgroupProblemAsync(cancellation);
        var found = await tables.CompareAsync(null, null, cancellation);
        return new()
        {
            Catalog = CatalogKind.Athena,
            Database = options.Database,
            Problem = problem ?? (found is null ? $"Athena has no database {options.Database}. The next run makes it, with its tables." : null),
            Tables = [.. (found ?? []).Select(Describe)],
        };
    }

    static SchemaReportTable Describe(DeclaredTable table)
    {
        var (schema, differences) = (table.Schema, table.Differences);
        return new()
        {
            Table = schema.Name,
            Columns = schema.Columns,
            PartitionKeys = schema.PartitionKeys,
            State = differences is null ? SchemaState.Missing : differences.Breaking.Count > 0 ? SchemaState.Other : differences.IsNone ? SchemaState.Agrees : SchemaState.Behind,
            Differences = differences is null ? ["it is not there"] :
            [
                .. differences.Breaking,
                .. differences.MissingColumns.Select(c => $"it has no column {c.Name} ({c.Type})"),
                .. differences.Properties.OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => $"its property {p.Key} is not {p.Value}"),
            ],
            Notes = differences?.Notes ?? [],
        };
    }
}
