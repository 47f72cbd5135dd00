using AppleAnalytics.Lake;

namespace AppleAnalytics.Catalog;

/// <summary>
/// The steps of a statement's life: started once, looked at until it has ended, and then what follows from it: markers go, rows
/// and partitions are compared with the lake's. Who calls it waits in between.
/// </summary>
/// <param name="statements">Where statements stand.</param>
/// <param name="queries">Athena.</param>
/// <param name="markers">What is marked.</param>
/// <param name="comparison">Compares what Athena counts with the lake.</param>
/// <param name="store">The lake.</param>
public sealed class StatementRunner(StatementStore statements, AthenaQueries queries, RegistrationMarkers markers, CatalogComparison comparison, ObjectStore store)
{
    /// <summary>Starts a statement.</summary>
    /// <exception cref="TransientCatalogException">Athena cannot be reached now; the step may be run again.</exception>
    /// <exception cref="TransientLakeException">The lake cannot be read now; the step may be run again.</exception>
    public async Task<StatementStart> StartAsync(StatementStartInput input, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(input);
        return await statements.ReadAsync(input.Statement, cancellation) is { } statement
            ? await queries.StartAsync(statement.Sql, input.Token, cancellation)
            : new() { Message = $"The statement {input.Statement.Id} is gone from the lake; the next run makes it anew." };
    }

    /// <summary>Looks at a statement, and does what follows when it has succeeded. Doing it twice changes nothing.</summary>
    /// <exception cref="TransientCatalogException">Athena cannot be reached now; the step may be run again.</exception>
    /// <exception cref="TransientLakeException">The lake cannot be read or written now; the step may be run again.</exception>
    public async Task<StatementProgress> LookAsync(StatementQuery input, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(input);
        try
        {
            var progress = await queries.LookAsync(input.QueryId, cancellation);
            return progress.State == StatementState.Succeeded && await statements.ReadAsync(input.Statement, cancellation) is { } statement
                ? progress with { Effect = await FollowAsync(statement, input, cancellation) }
                : progress;
        }
        catch (CatalogException fault)
        {
            return new() { State = StatementState.Failed, Message = fault.Message };
        }
    }

    /// <summary>Stops a statement that takes too long.</summary>
    /// <exception cref="TransientCatalogException">Athena cannot be reached now; the step may be run again.</exception>
    public async Task<StatementProgress> StopAsync(StatementQuery input, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(input);
        try
        {
            await queries.StopAsync(input.QueryId, cancellation);
        }
        catch (CatalogException fault)
        {
            return new() { State = StatementState.Failed, Message = fault.Message };
        }

        return new() { State = StatementState.Cancelled };
    }

    async Task<RegisterOutcome> FollowAsync(CatalogStatement statement, StatementQuery query, CancellationToken cancellation)
    {
        switch (statement.Kind)
        {
            case StatementKind.Register:
                await markers.RemoveAsync(statement.Markers, cancellation);
                return new() { Registered = statement.Markers.Count };
            case StatementKind.Unregister:
                await markers.RemoveAsync(statement.Markers, cancellation);
                return new() { Unregistered = statement.Markers.Count };
            case StatementKind.Declare:
                if (statement is { Creates: true, Source.Length: > 0 } && statement.Table.StartsWith(TableSchemas.RawPrefix, StringComparison.Ordinal))
                {
                    await MarkDeliveriesAsync(statement.Source, cancellation);
                }

                return new() { TablesDeclared = statement.Table.Length > 0 ? 1 : 0 };
            case StatementKind.CountRows:
                return await comparison.CountRowsAsync(statement, queries.RowsAsync(query.QueryId, cancellation), cancellation);
            case StatementKind.CountPartitions:
                return await comparison.CountPartitionsAsync(statement, query.Statement.RunId, queries.RowsAsync(query.QueryId, cancellation), cancellation);
            default:
                return await comparison.ListPartitionsAsync(statement, queries.RowsAsync(query.QueryId, cancellation), cancellation);
        }
    }

    // A new raw table takes in what was delivered before it was there.
    async Task MarkDeliveriesAsync(string table, CancellationToken cancellation)
    {
        var deliveries = new List<RawPartition>();
        await foreach (var item in store.ListAsync($"raw/{table}/", cancellation))
        {
            if (LakePlace.Of(item.Key) is { } place && place.Rest.EndsWith(".json", StringComparison.Ordinal))
            {
                deliveries.Add(new(place.Date, place.AppId, place.Rest[..^5]));
            }
        }

        await markers.MarkAsync(table, deliveries, cancellation);
    }
}
