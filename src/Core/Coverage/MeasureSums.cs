using AppleAnalytics.Lake;

namespace AppleAnalytics.Coverage;

/// <summary>The step that adds up what is published of some dates, from manifests: what a replacement is compared by.</summary>
/// <param name="manifests">What is published.</param>
public sealed class MeasureSums(PartitionManifests manifests)
{
    /// <summary>Adds up.</summary>
    public async Task<MeasureSumsOutcome> RunAsync(MeasureSumsInput input, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(input);
        var sums = new SortedDictionary<string, decimal>(StringComparer.Ordinal);
        foreach (var table in input.Tables)
        {
            foreach (var app in input.AppIds)
            {
                var partitions = (await manifests.ReadAsync(table, app, cancellation)).Partitions;
                foreach (var entry in partitions.Where(p => p.Key >= input.From && p.Key <= input.To).Select(p => p.Value))
                {
                    foreach (var (measure, value) in entry.Sums.Append(new("rows", entry.Rows)))
                    {
                        var key = $"{table}.{measure}";
                        sums[key] = sums.GetValueOrDefault(key) + value;
                    }
                }
            }
        }

        return new(sums);
    }
}
