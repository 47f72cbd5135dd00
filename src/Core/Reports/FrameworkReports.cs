namespace AppleAnalytics.Reports;

/// <summary>All framework and performance reports, daily unless they say otherwise.</summary>
internal static class FrameworkReports
{
    public static IReadOnlyList<ReportEntry> All { get; } =
    [
        .. SystemReports.All, .. VisionReports.All, .. MediaReports.All, .. ConnectivityReports.All,
        .. Undescribed.Select(FrameworkColumns.Generic),
    ];

    // Reports that Apple's documentation names and that were in no list of the API seen so far.
    static IEnumerable<string> Undescribed =>
    [
        "App Extended Launch Usage", "App HangTracer Usage", "App Neural Footprint", "Cellular Plan Provisioning", "Embedding Generation",
        "File-System Events API Usage", "Media Device Extension Errors", "Media Device Extension Performance", "Shortcut App Usage",
        "Shortcuts Actions Usage",
    ];
}
