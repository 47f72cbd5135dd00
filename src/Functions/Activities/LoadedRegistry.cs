using AppleAnalytics.Requests;

namespace AppleAnalytics.Functions.Activities;

/// <summary>Outcome of <see cref="LoadRegistryMirror"/>.</summary>
/// <param name="State">The mirror, or null when the lake holds none.</param>
public sealed record LoadedRegistry(ReportRequestState? State);
