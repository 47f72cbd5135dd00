namespace AppleAnalytics.Functions.Activities;

/// <summary>Outcome of <see cref="SaveRegistryMirror"/>.</summary>
/// <param name="Version">The registry version that was saved, unless the lake held a newer one.</param>
public sealed record SavedRegistry(int Version);
