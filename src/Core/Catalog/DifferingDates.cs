namespace AppleAnalytics.Catalog;

/// <summary>The dates of a table on which catalogue and lake were seen to differ.</summary>
/// <param name="Dates">The dates, ascending.</param>
public sealed record DifferingDates(IReadOnlyList<DateOnly> Dates);
