using System.Text.Json;
using AppleAnalytics.Lake;
using AppleAnalytics.Simulator;
using Microsoft.Extensions.DependencyInjection;

namespace AppleAnalytics.Functions;

/// <summary>What the simulator says should be published, against what the manifests say is.</summary>
static class Truth
{
    /// <summary>Every published date: the same instance decides it, with as many rows.</summary>
    public static async Task AssertAsync(SimulatorServer apple, IServiceProvider services, string table, bool snapshotsFill = true)
    {
        using var http = new HttpClient();
        using var truth = JsonDocument.Parse(await http.GetStringAsync(new Uri(apple.BaseAddress, $"/simulator/truth?table={table}&snapshots={(snapshotsFill ? "fill" : "replace")}")));
        var expected = truth.RootElement.GetProperty("apps").EnumerateArray()
            .SelectMany(a => a.GetProperty("dates").EnumerateArray().Select(d => string.Join(
                ' ', a.GetProperty("app").GetInt64(), d.GetProperty("date").GetString(), d.GetProperty("instanceId").GetString(), d.GetProperty("rows").GetInt64())))
            .Order(StringComparer.Ordinal);
        var published = new List<string>();
        await foreach (var manifest in services.GetRequiredService<PartitionManifests>().ReadAllAsync(table))
        {
            published.AddRange(manifest.Partitions.Select(p => string.Join(
                ' ', manifest.AppId, p.Key.ToString("yyyy-MM-dd", null), p.Value.Vintage.InstanceId, p.Value.Rows)));
        }

        Assert.Equal(expected, published.Order(StringComparer.Ordinal));
    }
}
