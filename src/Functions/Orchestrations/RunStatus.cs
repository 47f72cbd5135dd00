using System.Text.Json.Serialization;

namespace AppleAnalytics.Functions.Orchestrations;

/// <summary>The custom status of a run: small and flat, so that monitors can show it as columns.</summary>
public sealed record RunStatus
{
    /// <summary>What it is doing: planning, apps, registering, verifying, reporting or done.</summary>
    [JsonPropertyName("phase")]
    public required string Phase { get; init; }

    /// <summary>Apps that are done.</summary>
    [JsonPropertyName("appsDone")]
    public int AppsDone { get; init; }

    /// <summary>All apps.</summary>
    [JsonPropertyName("appsTotal")]
    public int AppsTotal { get; init; }

    /// <summary>Rows read so far.</summary>
    [JsonPropertyName("rows")]
    public long Rows { get; init; }

    /// <summary>Failures so far.</summary>
    [JsonPropertyName("failures")]
    public int Failures { get; init; }
}
