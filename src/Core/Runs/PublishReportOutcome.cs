namespace AppleAnalytics.Runs;

/// <summary>Where a run report was written.</summary>
/// <param name="Key">Its key in the lake.</param>
public sealed record PublishReportOutcome(string Key);
