namespace AppleAnalytics.Reports;

/// <summary>The columns many reports share, and the kinds of columns there are.</summary>
internal static class ReportColumns
{
    // The columns by which a Detailed report differs from its Standard one; the same in every report that has both.
    static readonly HashSet<string> DetailedOnly = ["source_info", "campaign", "page_title", "app_download_source_info"];

    public static ReportColumn AppName => Text("App Name", "app_name", "The app's name when Apple made the instance") with { UsuallyFilled = true };

    public static ReportColumn AppAppleIdentifier =>
        new("App Apple Identifier", "app_apple_identifier", ColumnType.BigInt, "Apple's identifier of the app, equal to app_id") { ValueRequired = true };

    public static ReportColumn AppVersion => Text("App Version", "app_version", "The app's version");

    public static ReportColumn Device => Text("Device", "device", "iPhone, iPad, Desktop, Apple TV, Apple Watch or Apple Vision") with { UsuallyFilled = true };

    public static ReportColumn PlatformVersion => Text("Platform Version", "platform_version", "Operating system and version; an iPad's says iOS");

    public static ReportColumn SourceType => Text("Source Type", "source_type", "Where the user came from, such as App Store search");

    public static ReportColumn SourceInfo =>
        Text("Source Info", "source_info", "The app (bundle id) or web domain the user came from");

    // Apple sends it since 2024-11-19; snapshots taken before do not have it.
    public static ReportColumn Campaign =>
        Text("Campaign", "campaign", "The campaign token of App Analytics; Apple sends it since 2024-11-19") with { Required = false };

    public static ReportColumn PageType => Text("Page Type", "page_type", "The App Store page it happened on");

    public static ReportColumn PageTitle => Text("Page Title", "page_title", "The name of that page, such as a custom product page or an in-app event");

    public static ReportColumn PreOrder => Text("Pre-Order", "pre_order", "Set when it came from a pre-order");

    public static ReportColumn Territory => Text("Territory", "territory", "The App Store's country or region, ISO 3166-1 alpha-2") with { UsuallyFilled = true };

    public static ReportColumn AppDownloadDate =>
        new("App Download Date", "app_download_date", ColumnType.Date, "The day the app was downloaded to the device");

    /// <summary>Whether only Detailed reports have the column.</summary>
    public static bool IsDetailedOnly(ReportColumn column) => DetailedOnly.Contains(column.Name);

    public static ReportColumn Text(string header, string name, string description) => new(header, name, ColumnType.String, description);

    public static ReportColumn Identifier(string header, string name, string description) => new(header, name, ColumnType.BigInt, description);

    public static ReportColumn Date(string header, string name, string description) => new(header, name, ColumnType.Date, description);

    public static ReportColumn Measure(string header, string name, string description) =>
        new(header, name, ColumnType.BigInt, description) { IsMeasure = true, Summable = true, ValueRequired = true };

    public static ReportColumn Unique(string header, string name, string description) =>
        new(header, name, ColumnType.BigInt, description + "; may not be summed") { IsMeasure = true };

    public static ReportColumn Amount(string header, string name, string description) =>
        new(header, name, ColumnType.Decimal, description) { IsMeasure = true, Summable = true, Unit = "USD" };

    /// <summary>The column where Apple sends it; its absence is said and fails nothing.</summary>
    public static ReportColumn Optional(this ReportColumn column) => column with { Required = false };
}
