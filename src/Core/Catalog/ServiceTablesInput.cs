namespace AppleAnalytics.Catalog;

/// <summary>Which tables about the data to write anew.</summary>
/// <param name="Tables">Our tables the run worked on.</param>
/// <param name="Date">The day the run acts as; deliveries of the days before it are looked at.</param>
public sealed record ServiceTablesInput(IReadOnlyList<string> Tables, DateOnly Date);
