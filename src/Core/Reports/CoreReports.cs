using static AppleAnalytics.Reports.ReportColumns;

namespace AppleAnalytics.Reports;

/// <summary>
/// The five reports every app has, with the columns Apple documents
/// (Apple, "Analytics Reports": App Downloads, Discovery and Engagement, Sessions, Installation and Deletion, Purchases).
/// </summary>
internal static class CoreReports
{
    public static ReportEntry Downloads { get; } = new()
    {
        Table = "downloads",
        Report = "App Downloads",
        Description = "Downloads of the app from the App Store, updates and restores included",
        Granularities = ReportEntry.DailyOnly,
        Detailed = ReportEntry.EveryPeriod,
        CompleteAfterDays = 2,
        Columns =
        [
            AppName, AppAppleIdentifier,
            Text("Download Type", "download_type", "First-time download, Redownload, Manual update, Auto-update or Restore") with { UsuallyFilled = true },
            AppVersion, Device, PlatformVersion, SourceType, SourceInfo, Campaign, PageType, PageTitle, PreOrder, Territory,
            Measure("Counts", "counts", "Downloads of that type, updates and restores included"),
        ],
        DerivedMeasures =
        [
            new("total_downloads", "counts", "download_type", [.. FirstTime, .. Redownload], "First-time downloads and redownloads, Apple's definition of total downloads"),
            new("first_time_downloads", "counts", "download_type", FirstTime, "First downloads of the app by an Apple Account"),
            new("redownloads", "counts", "download_type", Redownload, "Downloads by an Apple Account that had the app before"),
            new("updates", "counts", "download_type", ["Manual update", "Auto-update", "Update"], "Updates, manual and automatic"),
            new("restores", "counts", "download_type", ["Restore"], "Restores, as from a backup or to a new device"),
        ],
    };

    public static ReportEntry Engagement { get; } = new()
    {
        Table = "engagement",
        Report = "App Store Discovery and Engagement",
        Description = "How often the app was seen, viewed and tapped on the App Store",
        Detailed = ReportEntry.EveryPeriod,
        CompleteAfterDays = 3,
        Columns =
        [
            AppName, AppAppleIdentifier,
            Text("Event", "event_type", "Impression, Page view or Tap") with { UsuallyFilled = true },
            PageType, PageTitle, SourceType, SourceInfo, Campaign,
            Text("Engagement Type", "engagement_type", "What a tap did, such as Get, Update, Re-download, Open, Share"),
            Device, PlatformVersion, Territory,
            Measure("Counts", "counts", "Events of that type"),
            Unique("Unique Counts", "unique_counts", "Devices with such an event"),
        ],
        DerivedMeasures =
        [
            new("impressions", "counts", "event_type", ["Impression"], "Times the app was seen on the App Store"),
            new("impressions_unique", "unique_counts", "event_type", ["Impression"], "Devices that saw the app; may not be summed") { Summable = false },
            new("page_views", "counts", "event_type", ["Page view"], "Views of the product page"),
            new("taps", "counts", "event_type", ["Tap"], "Taps, such as on Get or Open"),
        ],
    };

    public static ReportEntry Sessions { get; } = new()
    {
        Table = "sessions",
        Report = "App Sessions",
        Description = "How often and how long the app was used, by users who share their data",
        Detailed = ReportEntry.EveryPeriod,
        CompleteAfterDays = 5,
        HasUserFloor = true,
        Columns =
        [
            AppName, AppAppleIdentifier, AppVersion, Device, PlatformVersion, SourceType, SourceInfo, Campaign, PageType, PageTitle,
            AppDownloadDate, Territory,
            Measure("Sessions", "sessions", "Times the app was used for at least two seconds"),
            Measure("Total Session Duration", "total_session_duration", "Time the app was used") with { Unit = "seconds" },
            Unique("Unique Devices", "unique_devices", "Devices with a session"),
        ],
    };

    public static ReportEntry Installs { get; } = new()
    {
        Table = "installs",
        Report = "App Store Installation and Deletion",
        Description = "Installations and deletions of the app, by users who share their data",
        Detailed = ReportEntry.EveryPeriod,
        CompleteAfterDays = 5,
        HasUserFloor = true,
        Columns =
        [
            AppName, AppAppleIdentifier,
            Text("Event", "event_type", "Install or Delete") with { UsuallyFilled = true },
            Text("Download Type", "download_type", "First-time download, Redownload, Manual update, Auto-update or Restore"),
            AppVersion, Device, PlatformVersion, SourceType, SourceInfo, Campaign, PageType, PageTitle, AppDownloadDate, Territory,
            Measure("Counts", "counts", "Installations and deletions together, Apple's own figure"),
            Unique("Unique Devices", "unique_devices", "Devices with such an event"),
        ],
        DerivedMeasures =
        [
            new("installs", "counts", "event_type", ["Install"], "Installations"),
            new("deletions", "counts", "event_type", ["Delete"], "Deletions"),
        ],
    };

    public static ReportEntry Purchases { get; } = new()
    {
        Table = "purchases",
        Report = "App Store Purchases",
        Description = "Purchases of the app and in it, with sales and proceeds; refunds are negative",
        Detailed = ReportEntry.EveryPeriod,
        CompleteAfterDays = 2,
        Columns =
        [
            AppName, AppAppleIdentifier,
            Text("Purchase Type", "purchase_type", "App purchase or In-app purchase") with { UsuallyFilled = true },
            Text("Content Name", "content_name", "Name of what was bought"),
            Identifier("Content Apple Identifier", "content_apple_identifier", "Apple's identifier of what was bought"),
            Text("Payment Method", "payment_method", "How it was paid"),
            Device, PlatformVersion, SourceType, SourceInfo, Campaign, PageType, PageTitle, AppDownloadDate, PreOrder, Territory,
            Measure("Purchases", "purchases", "Purchases; refunds are negative"),
            Amount("Proceeds in USD", "proceeds_usd", "What the developer receives; refunds are negative") with { PaidFor = "purchases" },
            Amount("Sales in USD", "sales_usd", "What customers paid; refunds are negative") with { PaidFor = "purchases" },
            Unique("Paying Users", "paying_users", "Apple Accounts that paid"),
        ],
    };

    static IReadOnlyList<string> FirstTime => ["First-time download"];

    static IReadOnlyList<string> Redownload => ["Redownload", "Re-download"];
}
