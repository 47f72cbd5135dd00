using System.Text.Json.Serialization;

namespace AppleAnalytics.Functions.Orchestrations;

/// <summary>The custom status of one app's part of a run.</summary>
public sealed record AppRunStatus
{
    /// <summary>What it is doing: quota, requests, finding, landing or done.</summary>
    [JsonPropertyName("phase")]
    public required string Phase { get; init; }

    /// <summary>The app's name.</summary>
    [JsonPropertyName("app")]
    public required string App { get; init; }

    /// <summary>Instances that are done.</summary>
    [JsonPropertyName("instancesDone")]
    public int InstancesDone { get; init; }

    /// <summary>Instances found.</summary>
    [JsonPropertyName("instancesTotal")]
    public int InstancesTotal { get; init; }

    /// <summary>Rows read so far.</summary>
    [JsonPropertyName("rows")]
    public long Rows { get; init; }

    /// <summary>Failures so far.</summary>
    [JsonPropertyName("failures")]
    public int Failures { get; init; }
}
