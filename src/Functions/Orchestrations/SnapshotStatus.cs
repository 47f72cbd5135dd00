using System.Text.Json.Serialization;

namespace AppleAnalytics.Functions.Orchestrations;

/// <summary>The custom status of a wait for a snapshot: small and flat, so that monitors can show it as columns.</summary>
/// <param name="App">The app's name.</param>
/// <param name="Looks">How often it was looked at.</param>
/// <param name="NextLook">When it is looked at next, UTC.</param>
public sealed record SnapshotStatus(
    [property: JsonPropertyName("app")] string App,
    [property: JsonPropertyName("looks")] int Looks,
    [property: JsonPropertyName("nextLook")] DateTime NextLook);
