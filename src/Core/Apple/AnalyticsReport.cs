namespace AppleAnalytics.Apple;

/// <summary>A report of a request.</summary>
/// <param name="Id">Apple's id.</param>
/// <param name="Name">Apple's name, such as <c>App Downloads Standard</c>.</param>
/// <param name="Category">Apple's category, such as <c>COMMERCE</c>.</param>
public sealed record AnalyticsReport(string Id, string Name, string Category);
