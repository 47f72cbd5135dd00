using AppleAnalytics.Landing;
using AppleAnalytics.Quality;

namespace AppleAnalytics.Curation;

/// <summary>One landed instance to curate, audit and publish.</summary>
/// <param name="Instance">The instance; its record must be in the lake.</param>
/// <param name="Thresholds">When the gate blocks; fixed by the plan, so that a replay judges alike.</param>
/// <param name="Today">The day to act as, UTC; ledger entries that are too old go by it.</param>
/// <param name="Rebuild">Whether partitions that stand from this instance are compared byte for byte and mended. Default is false: an equal vintage means equal bytes.</param>
public sealed record CurateInstanceInput(InstanceReference Instance, QualityThresholds Thresholds, DateOnly Today, bool Rebuild = false);
