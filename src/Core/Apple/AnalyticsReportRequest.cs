using AppleAnalytics.Reports;

namespace AppleAnalytics.Apple;

/// <summary>A report request as Apple has it.</summary>
/// <param name="Id">Apple's id.</param>
/// <param name="AccessType">The access type.</param>
/// <param name="StoppedDueToInactivity">Whether Apple stopped it because nobody read its reports for long.</param>
public sealed record AnalyticsReportRequest(string Id, AccessType AccessType, bool StoppedDueToInactivity);
