using AppleAnalytics.Lake;

namespace AppleAnalytics.Curation;

/// <summary>
/// The step that lets one-time snapshots replace dates daily deliveries hold. The permission is a pin, so that publishing and
/// rebuilding decide alike whenever and in whatever order deliveries are read, and removing it takes it back.
/// </summary>
/// <param name="pins">The pins of the lake.</param>
public sealed class SnapshotReplacement(Pins pins)
{
    /// <summary>Days after the request by which its processing date lies at the latest; the next snapshot comes a month later.</summary>
    const int SnapshotMadeWithin = 14;

    /// <summary>Sets one pin per table.</summary>
    public async Task<SnapshotReplacementOutcome> RunAsync(SnapshotReplacementInput input, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(input);
        var names = new List<string>();
        foreach (var table in input.Tables)
        {
            var name = $"replace-{input.RunId}-{table}";
            await pins.AddAsync(
                name,
                new()
                {
                    Table = table,
                    Apps = input.AppIds.Count == 0 ? null : input.AppIds,
                    From = input.From,
                    To = input.To,
                    ReplacingUntil = input.Today.AddDays(SnapshotMadeWithin),
                    Reason = $"{input.RunId} was told to replace these dates by the one-time snapshot.",
                },
                cancellation);
            names.Add(name);
        }

        return new(names);
    }
}
