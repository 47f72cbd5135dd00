namespace AppleAnalytics.Runs;

/// <summary>One app a run works on.</summary>
/// <param name="Id">Apple's identifier.</param>
/// <param name="Name">Its name at Apple today.</param>
public sealed record PlannedApp(long Id, string Name);
