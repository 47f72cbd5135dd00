using AppleAnalytics.Lake;

namespace AppleAnalytics.Catalog;

/// <summary>
/// Says what is to be run at Athena next, from what is there and what is marked: first the database and the tables, then
/// partitions, then the comparison with the lake, then what the comparison found. Each call looks anew, so a killed run is
/// finished by whichever comes next, and nothing is registered that is registered.
/// </summary>
/// <param name="store">The lake.</param>
/// <param name="tables">What tables there have to be.</param>
/// <param name="queries">Athena.</param>
/// <param name="statements">Where statements stand while they run.</param>
/// <param name="markers">What is marked.</param>
/// <param name="headers">Whether a delivery can be read by position.</param>
/// <param name="options">The catalogue's settings.</param>
public sealed class AthenaRegistrar(
    ObjectStore store, AthenaTables tables, AthenaQueries queries, StatementStore statements, RegistrationMarkers markers, RawHeaders headers, CatalogOptions options) : Registrar
{
    /// <summary>Dates whose rows are counted and compared.</summary>
    public const int DatesCompared = 14;

    // What one round may hold: enough for the five that run at once, little enough for an orchestration's history.
    const int MostStatements = 60;
    const int DatesPerList = 200;

    /// <inheritdoc/>
    public override async Task<RegisterOutcome> RunAsync(RegisterInput input, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(input);
        await statements.ClearAsync(input.RunId, cancellation);
        var (ready, waiting) = await markers.FindAsync(cancellation);
        var raw = await markers.FindRawAsync(cancellation);
        var left = ready.Values.Sum(p => p.Count) + raw.Values.Sum(p => p.Count);
        if (input.Broken.Contains(""))
        {
            return new() { Failed = left, Waiting = waiting };
        }

        // A file with a new column is marked like a new one, so only marked tables can have new columns.
        var declared = await tables.CompareAsync([.. input.Tables.Concat(ready.Keys).Concat(raw.Keys)], ready.Keys, cancellation);
        if (declared is null)
        {
            return await queries.FindWorkgroupProblemAsync(cancellation) is { } problem
                ? new() { Failed = left, Waiting = waiting, Message = problem, Problems = [problem] }
                : await AskAsync(input, [Database()], new(), cancellation);
        }

        var refused = declared.Where(t => t.Differences is { Breaking.Count: > 0 }).ToList();
        var outcome = new RegisterOutcome { Problems = [.. refused.Select(tables.Refuse)], Message = refused.Select(tables.Refuse).FirstOrDefault() ?? "" };
        var sound = declared.Except(refused).Where(t => !input.Broken.Contains(t.Schema.Name)).ToList();
        List<CatalogStatement> next = [.. sound.SelectMany(tables.Declare)];
        if (next.Count == 0)
        {
            var bySource = sound.Where(t => t.IsReady).ToLookup(t => t.Source, StringComparer.Ordinal);
            var (registering, registered) = await RegisterAsync(ready, bySource, cancellation);
            var (delivering, skipped) = await DeliverAsync(raw, bySource, cancellation);
            next = [.. registering, .. delivering, .. await UnregisterAsync(bySource, cancellation)];
            outcome = outcome with { Registered = registered, RawSkipped = skipped };
            if (next.Count == 0)
            {
                next = input.Compared ? await ListAsync(input, bySource, cancellation) : [.. Compare(input, bySource)];
            }
        }

        return next.Count > 0 ? await AskAsync(input, next, outcome, cancellation) : await EndAsync(outcome, cancellation);
    }

    async Task<RegisterOutcome> AskAsync(RegisterInput input, IReadOnlyList<CatalogStatement> next, RegisterOutcome outcome, CancellationToken cancellation)
    {
        var references = new List<StatementReference>();
        foreach (var statement in next.Take(MostStatements))
        {
            references.Add(await statements.PutAsync(input.RunId, statement, cancellation));
        }

        return outcome with { Statements = references };
    }

    // What is left now could not be registered.
    async Task<RegisterOutcome> EndAsync(RegisterOutcome outcome, CancellationToken cancellation)
    {
        var (ready, waiting) = await markers.FindAsync(cancellation);
        var raw = await markers.FindRawAsync(cancellation);
        var waitingRaw = 0;
        foreach (var (table, deliveries) in raw)
        {
            foreach (var delivery in deliveries)
            {
                waitingRaw += await headers.ReadAsync(table, delivery, cancellation) == RawHeaders.Reading.Absent ? 1 : 0;
            }
        }

        return outcome with { Failed = ready.Values.Sum(p => p.Count) + raw.Values.Sum(p => p.Count) - waitingRaw, Waiting = waiting + waitingRaw };
    }

    CatalogStatement Database()
    {
        var sql = tables.Statements.CreateDatabase();
        return new() { Id = StatementStore.Name(StatementKind.Declare, options.Database, sql), Table = "", Kind = StatementKind.Declare, Sql = sql };
    }

    async Task<(List<CatalogStatement> Statements, int Registered)> RegisterAsync(
        SortedDictionary<string, List<CatalogPartition>> ready, ILookup<string, DeclaredTable> bySource, CancellationToken cancellation)
    {
        var (next, registered) = (new List<CatalogStatement>(), 0);
        foreach (var (source, partitions) in ready)
        {
            if (bySource[source].FirstOrDefault(t => !t.IsRaw) is not { } table)
            {
                continue;
            }

            if (options.Projection)
            {
                // Projection finds partitions by their names; that the app is among them was seen to when the table was declared.
                await markers.RemoveAsync(partitions.Select(p => Marker(source, p)), cancellation);
                registered += partitions.Count;
                continue;
            }

            next.AddRange(tables.Statements.AddPartitions(table.Schema, partitions).Select(batch =>
                Statement(table, StatementKind.Register, batch.Sql) with { Markers = [.. batch.Partitions.Select(p => Marker(source, p))] }));
        }

        return (next, registered);
    }

    async Task<(List<CatalogStatement> Statements, int Skipped)> DeliverAsync(
        SortedDictionary<string, List<RawPartition>> raw, ILookup<string, DeclaredTable> bySource, CancellationToken cancellation)
    {
        var (next, skipped) = (new List<CatalogStatement>(), 0);
        foreach (var (source, deliveries) in raw)
        {
            if (bySource[source].FirstOrDefault(t => t.IsRaw) is not { } table)
            {
                continue;
            }

            var readings = new RawHeaders.Reading[deliveries.Count];
            await Parallel.ForAsync(0, deliveries.Count, new ParallelOptions { MaxDegreeOfParallelism = 16, CancellationToken = cancellation }, async (i, inner) =>
                readings[i] = await headers.ReadAsync(source, deliveries[i], inner));
            var by = deliveries.Zip(readings).ToLookup(d => d.Second, d => d.First);
            await markers.RemoveAsync(by[RawHeaders.Reading.NoRows].Concat(by[RawHeaders.Reading.OtherOrder]).Select(d => Marker(source, d)), cancellation);
            skipped += by[RawHeaders.Reading.OtherOrder].Count();
            next.AddRange(tables.Statements.AddDeliveries(table.Schema, by[RawHeaders.Reading.InOrder]).Select(batch =>
                Statement(table, StatementKind.Register, batch.Sql) with { Markers = [.. batch.Partitions.Select(p => Marker(source, p))] }));
        }

        return (next, skipped);
    }

    async Task<List<CatalogStatement>> UnregisterAsync(ILookup<string, DeclaredTable> bySource, CancellationToken cancellation)
    {
        var next = new List<CatalogStatement>();
        if (options.Projection)
        {
            return next;
        }

        foreach (var (source, partitions) in await markers.FindSuperfluousAsync(cancellation))
        {
            if (bySource[source].FirstOrDefault(t => !t.IsRaw) is { } table)
            {
                next.AddRange(tables.Statements.DropPartitions(table.Schema, partitions).Select(batch => Statement(table, StatementKind.Unregister, batch.Sql) with
                {
                    Markers = [.. batch.Partitions.Select(p => LakeLayout.Superfluous(source, p.Date, p.AppId))],
                }));
            }
        }

        return next;
    }

    IEnumerable<CatalogStatement> Compare(RegisterInput input, ILookup<string, DeclaredTable> bySource)
    {
        var (from, to) = (input.Date.AddDays(1 - DatesCompared), input.Date);
        foreach (var table in input.Tables.Distinct(StringComparer.Ordinal).Select(source => bySource[source].FirstOrDefault(t => !t.IsRaw)).OfType<DeclaredTable>())
        {
            yield return Statement(table, StatementKind.CountRows, tables.Statements.CountRows(table.Schema.Name, from, to)) with { Dates = [from, to] };
            if (!options.Projection)
            {
                yield return Statement(table, StatementKind.CountPartitions, tables.Statements.CountPartitions(table.Schema.Name));
            }
        }
    }

    async Task<List<CatalogStatement>> ListAsync(RegisterInput input, ILookup<string, DeclaredTable> bySource, CancellationToken cancellation)
    {
        var next = new List<CatalogStatement>();
        foreach (var source in input.Tables.Distinct(StringComparer.Ordinal))
        {
            var key = LakeLayout.DifferingDates(input.RunId, source);
            if (await store.ReadJsonAsync<DifferingDates>(key, cancellation) is not { } differing)
            {
                continue;
            }

            await store.DeleteAsync(key, cancellation);
            if (bySource[source].FirstOrDefault(t => !t.IsRaw) is { } table)
            {
                next.AddRange(differing.Dates.Chunk(DatesPerList).Select(dates =>
                    Statement(table, StatementKind.ListPartitions, tables.Statements.ListPartitions(table.Schema.Name, dates)) with { Dates = dates }));
            }
        }

        return next;
    }

    static CatalogStatement Statement(DeclaredTable table, StatementKind kind, string sql) => new()
    {
        Id = StatementStore.Name(kind, table.Schema.Name, sql),
        Table = table.Schema.Name,
        Source = table.Source,
        Kind = kind,
        Sql = sql,
    };

    static string Marker(string table, CatalogPartition partition) => LakeLayout.Unregistered(table, partition.Date, partition.AppId);

    static string Marker(string table, RawPartition delivery) => LakeLayout.UnregisteredRaw(table, delivery.ProcessingDate, delivery.AppId, delivery.InstanceId);
}
