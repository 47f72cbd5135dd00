using AppleAnalytics.Lake;

namespace AppleAnalytics.Catalog;

/// <summary>
/// Sweeps the markers of unregistered partitions, also those that earlier or killed runs left, into a catalogue that registers at
/// once. A marker goes after its partition is registered; one whose partition is not published yet stays.
/// </summary>
/// <param name="markers">What is marked.</param>
/// <param name="catalog">The catalogue.</param>
public sealed class PartitionRegistrar(RegistrationMarkers markers, TableCatalog catalog) : Registrar
{
    /// <inheritdoc/>
    public override async Task<RegisterOutcome> RunAsync(RegisterInput input, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(input);
        var (ready, waiting) = await markers.FindAsync(cancellation);
        var outcome = new RegisterOutcome { Waiting = waiting };
        foreach (var (table, partitions) in ready)
        {
            try
            {
                await catalog.RegisterAsync(table, partitions, cancellation);
            }
            catch (CatalogException fault)
            {
                outcome = outcome with { Failed = outcome.Failed + partitions.Count, Message = outcome.Message.Length > 0 ? outcome.Message : fault.Message };
                continue;
            }

            await markers.RemoveAsync(partitions.Select(p => LakeLayout.Unregistered(table, p.Date, p.AppId)), cancellation);
            outcome = outcome with { Registered = outcome.Registered + partitions.Count };
        }

        // There are no raw tables in such a catalogue.
        foreach (var (table, deliveries) in await markers.FindRawAsync(cancellation))
        {
            await markers.RemoveAsync(deliveries.Select(d => LakeLayout.UnregisteredRaw(table, d.ProcessingDate, d.AppId, d.InstanceId)), cancellation);
        }

        return outcome;
    }
}
