using AppleAnalytics.Simulator.Data;

namespace AppleAnalytics.Simulator.Truth;

/// <summary>The instance that decides a date, and how it tells it.</summary>
internal sealed record TruthDate(DateSlice Slice, Instance Instance);
