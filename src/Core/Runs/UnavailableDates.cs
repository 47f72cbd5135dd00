namespace AppleAnalytics.Runs;

/// <summary>Metric dates that were asked for and cannot be had.</summary>
/// <param name="Table">The table's name without prefix.</param>
/// <param name="From">The first such date.</param>
/// <param name="To">The last such date.</param>
/// <param name="Reason">Why, and what helps, in one sentence.</param>
public sealed record UnavailableDates(string Table, DateOnly From, DateOnly To, string Reason);
