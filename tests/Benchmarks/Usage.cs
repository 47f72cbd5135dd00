using System.Text.Json.Serialization;

namespace AppleAnalytics.Benchmarks;

/// <summary>What a process used, and the bytes it left.</summary>
sealed record Usage(
    [property: JsonPropertyName("cpu")] double Cpu,
    [property: JsonPropertyName("wall")] double Wall,
    [property: JsonPropertyName("peak")] long Peak,
    [property: JsonPropertyName("bytes")] long Bytes);
