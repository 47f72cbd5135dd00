namespace AppleAnalytics.Runs;

/// <summary>One table a run works on, and which of Apple's instances of it.</summary>
/// <param name="Name">The table's name without prefix.</param>
/// <param name="ProcessingFrom">The first processing date wanted, or null for all.</param>
/// <param name="ProcessingTo">The last processing date wanted, or null for all.</param>
public sealed record PlannedTable(string Name, DateOnly? ProcessingFrom, DateOnly? ProcessingTo);
