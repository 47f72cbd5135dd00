using AppleAnalytics.Lake;
using AppleAnalytics.Parquet;
using AppleAnalytics.Reports;

namespace AppleAnalytics.Curation;

/// <summary>
/// Puts one date of an instance in place: reads the vintage that stands there, compares, writes only over what was read,
/// and starts again when someone else was faster. The object is the commit; whatever the order and however concurrently
/// deliveries arrive, the highest allowed vintage stands at the end.
/// </summary>
/// <param name="store">The lake.</param>
public sealed class PartitionPublisher(ObjectStore store)
{
    const int Attempts = 30;

    /// <summary>Publishes a date.</summary>
    /// <param name="table">The table's definition.</param>
    /// <param name="appId">Apple's identifier of the app.</param>
    /// <param name="vintage">The instance's vintage.</param>
    /// <param name="date">The encoded date.</param>
    /// <param name="footer">The footer of the encoded file.</param>
    /// <param name="pins">Pins and exclusions to obey.</param>
    /// <param name="rebuild">Whether a partition of this vintage is compared byte for byte, instead of taken for equal.</param>
    /// <param name="cancellation">Cancels the operation.</param>
    /// <exception cref="LakeException">What was written does not read back.</exception>
    /// <exception cref="TransientLakeException">Others were faster every time, or the store cannot be reached.</exception>
    public async Task<PartitionResult> PublishAsync(
        TableDefinition table, long appId, Vintage vintage, CuratedDate date, ParquetFooter footer, PinSet pins, bool rebuild = false, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(vintage);
        ArgumentNullException.ThrowIfNull(date);
        ArgumentNullException.ThrowIfNull(footer);
        ArgumentNullException.ThrowIfNull(pins);
        var key = LakeLayout.Partition(table.Name, date.Date, appId);
        for (var attempt = 1; attempt <= Attempts; attempt++)
        {
            if (!pins.Allows(table.Name, appId, date.Date, vintage))
            {
                return new(PartitionState.Superseded, null);
            }

            var standing = await StandingPartition.ReadAsync(store, key, cancellation);
            if (standing?.Vintage is { } present)
            {
                var order = pins.Compare(table.Name, appId, date.Date, vintage, present);
                if (order < 0)
                {
                    return new(PartitionState.Superseded, null);
                }

                // An equal vintage means equal rows; only a newer schema of ours writes them again.
                if (order == 0 && standing.SchemaVersion >= table.SchemaVersion && !(rebuild && await DiffersAsync(key, date, cancellation)))
                {
                    return new(PartitionState.Unchanged, Entry(table, vintage, date, footer, standing.Bytes));
                }
            }

            if (await TryWriteAsync(key, table, appId, date, footer, standing, cancellation))
            {
                await VerifyAsync(key, vintage, date, cancellation);
                return new(PartitionState.Written, Entry(table, vintage, date, footer, date.Bytes), ReplacedUnreadable: standing is { Vintage: null });
            }
        }

        throw new TransientLakeException($"{key} in the lake {store.Location} was changed by others {Attempts} times in a row while it was to be published.");
    }

    async Task<bool> DiffersAsync(string key, CuratedDate date, CancellationToken cancellation)
    {
        var standing = await store.ReadAsync(key, cancellation);
        using var made = new MemoryStream();
        var content = date.OpenRead();
        await using (content)
        {
            await content.CopyToAsync(made, cancellation);
        }

        return !made.GetBuffer().AsSpan(0, (int)made.Length).SequenceEqual(standing?.Content ?? []);
    }

    async Task<bool> TryWriteAsync(
        string key, TableDefinition table, long appId, CuratedDate date, ParquetFooter footer, StandingPartition? standing, CancellationToken cancellation)
    {
        // The marker goes first: after a kill in between, a marker without its partition waits for the replay, while a
        // partition without its marker would never be registered. Where the columns stay, the registration stands.
        if (standing is null || standing.Schema != StandingPartition.Fingerprint(footer.Columns))
        {
            await store.PutAsync(LakeLayout.Unregistered(table.Name, date.Date, appId), ReadOnlyMemory<byte>.Empty, PutOptions.Always, cancellation);
        }

        var condition = standing is null ? PutOptions.IfAbsent : PutOptions.IfMatch(standing.ETag);
        var content = date.OpenRead();
        await using (content)
        {
            var options = condition with { Metadata = StandingPartition.Describe(footer), ContentType = "application/vnd.apache.parquet" };
            return (await store.PutAsync(key, content, options, cancellation)).Written;
        }
    }

    async Task VerifyAsync(string key, Vintage vintage, CuratedDate date, CancellationToken cancellation)
    {
        var standing = await StandingPartition.ReadBackAsync(store, key, cancellation);

        // Someone may have published a newer vintage since; then that one's publisher verifies.
        if (standing is not null && (standing.Vintage is null || (standing.Vintage == vintage && standing.Rows != date.Rows)))
        {
            throw new LakeException(
                $"{key} in the lake {store.Location} was written with {date.Rows} rows and reads back with {standing.Rows}. Check the disk, then run the app again: the raw files are kept.");
        }
    }

    static PartitionEntry Entry(TableDefinition table, Vintage vintage, CuratedDate date, ParquetFooter footer, long bytes)
    {
        var extras = ExtraColumns(table, footer);
        return new()
        {
            Vintage = vintage,
            Rows = date.Rows,
            Bytes = bytes,
            Sums = date.Sums,
            SchemaVersion = table.SchemaVersion,
            ExtraColumns = extras.Count == 0 ? null : extras,
        };
    }

    static List<string> ExtraColumns(TableDefinition table, ParquetFooter footer)
    {
        var known = Catalog.TableSchema.Of(table).Columns.Select(c => c.Name).ToHashSet(StringComparer.Ordinal);
        return [.. footer.Columns.Select(c => c.Name).Where(name => !known.Contains(name))];
    }
}
