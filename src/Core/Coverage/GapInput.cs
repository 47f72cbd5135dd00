namespace AppleAnalytics.Coverage;

/// <summary>Where to look for gaps.</summary>
/// <param name="AppIds">The apps.</param>
/// <param name="Tables">The tables; reviews have no gaps and are left out.</param>
/// <param name="Today">The day to act as, UTC.</param>
/// <param name="From">The first metric date; null begins with the first published one of each table and app.</param>
/// <param name="To">The last metric date; null ends with yesterday.</param>
public sealed record GapInput(IReadOnlyList<long> AppIds, IReadOnlyList<string> Tables, DateOnly Today, DateOnly? From = null, DateOnly? To = null);
