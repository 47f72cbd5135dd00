namespace AppleAnalytics.Apple;

/// <summary>One delivery of a report.</summary>
/// <param name="Id">Apple's id.</param>
/// <param name="ProcessingDate">The processing date.</param>
public sealed record AnalyticsReportInstance(string Id, DateOnly ProcessingDate);
