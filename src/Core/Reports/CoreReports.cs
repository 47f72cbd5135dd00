namespace AppleAnalytics.Reports;

/// <summary>
/// The five Standard reports every app has, with the columns Apple documents
/// (Apple, "Analytics Reports": App Downloads, Discovery and Engagement, Sessions, Installation and Deletion, Purchases).
/// </summary>
internal static class CoreReports
{
    public static TableDefinition Downloads { get; } = new()
    {
        Name = "downloads",
        Report = "App Downloads Standard",
        CompleteAfterDays = 2,
        Columns =
        [
            AppName, AppAppleIdentifier,
            Text("Download Type", "download_type", "First-time download, Redownload, Manual update, Auto-update or Restore"),
            AppVersion, Device, PlatformVersion, SourceType, PageType, PreOrder, Territory,
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

    public static TableDefinition Engagement { get; } = new()
    {
        Name = "engagement",
        Report = "App Store Discovery and Engagement Standard",
        CompleteAfterDays = 3,
        Columns =
        [
            AppName, AppAppleIdentifier,
            Text("Event", "event_type", "Impression, Page view or Tap"),
            PageType, SourceType,
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

    public static TableDefinition Sessions { get; } = new()
    {
        Name = "sessions",
        Report = "App Sessions Standard",
        CompleteAfterDays = 5,
        HasUserFloor = true,
        Columns =
        [
            AppName, AppAppleIdentifier, AppVersion, Device, PlatformVersion, SourceType, PageType, AppDownloadDate, Territory,
            Measure("Sessions", "sessions", "Times the app was used for at least two seconds"),
            Measure("Total Session Duration", "total_session_duration", "Time the app was used") with { Unit = "seconds" },
            Unique("Unique Devices", "unique_devices", "Devices with a session"),
        ],
    };

    public static TableDefinition Installs { get; } = new()
    {
        Name = "installs",
        Report = "App Store Installation and Deletion Standard",
        CompleteAfterDays = 5,
        HasUserFloor = true,
        Columns =
        [
            AppName, AppAppleIdentifier,
            Text("Event", "event_type", "Install or Delete"),
            Text("Download Type", "download_type", "First-time download, Redownload, Manual update, Auto-update or Restore"),
            AppVersion, Device, PlatformVersion, SourceType, PageType, AppDownloadDate, Territory,
            Measure("Counts", "counts", "Installations and deletions together, Apple's own figure"),
            Unique("Unique Devices", "unique_devices", "Devices with such an event"),
        ],
        DerivedMeasures =
        [
            new("installs", "counts", "event_type", ["Install"], "Installations"),
            new("deletions", "counts", "event_type", ["Delete"], "Deletions"),
        ],
    };

    public static TableDefinition Purchases { get; } = new()
    {
        Name = "purchases",
        Report = "App Store Purchases Standard",
        CompleteAfterDays = 2,
        Columns =
        [
            AppName, AppAppleIdentifier,
            Text("Purchase Type", "purchase_type", "App purchase or In-app purchase"),
            Text("Content Name", "content_name", "Name of what was bought"),
            new("Content Apple Identifier", "content_apple_identifier", ColumnType.BigInt, "Apple's identifier of what was bought"),
            Text("Payment Method", "payment_method", "How it was paid"),
            Device, PlatformVersion, SourceType, PageType, AppDownloadDate, PreOrder, Territory,
            Measure("Purchases", "purchases", "Purchases; refunds are negative"),
            Amount("Proceeds in USD", "proceeds_usd", "What the developer receives; refunds are negative"),
            Amount("Sales in USD", "sales_usd", "What customers paid; refunds are negative"),
            Unique("Paying Users", "paying_users", "Apple Accounts that paid"),
        ],
    };

    static IReadOnlyList<string> FirstTime => ["First-time download"];

    static IReadOnlyList<string> Redownload => ["Redownload", "Re-download"];

    static ReportColumn AppName => Text("App Name", "app_name", "The app's name when Apple made the instance");

    static ReportColumn AppAppleIdentifier =>
        new("App Apple Identifier", "app_apple_identifier", ColumnType.BigInt, "Apple's identifier of the app, equal to app_id") { ValueRequired = true };

    static ReportColumn AppVersion => Text("App Version", "app_version", "The app's version");

    static ReportColumn Device => Text("Device", "device", "iPhone, iPad, Desktop, Apple TV, Apple Watch or Apple Vision");

    static ReportColumn PlatformVersion => Text("Platform Version", "platform_version", "Operating system and version");

    static ReportColumn SourceType => Text("Source Type", "source_type", "Where the user came from, such as App Store search");

    static ReportColumn PageType => Text("Page Type", "page_type", "The App Store page it happened on");

    static ReportColumn PreOrder => Text("Pre-Order", "pre_order", "Set when it came from a pre-order");

    static ReportColumn Territory => Text("Territory", "territory", "The App Store's country or region, ISO 3166-1 alpha-2");

    static ReportColumn AppDownloadDate =>
        new("App Download Date", "app_download_date", ColumnType.Date, "The day the app was downloaded to the device");

    static ReportColumn Text(string header, string name, string description) => new(header, name, ColumnType.String, description);

    static ReportColumn Measure(string header, string name, string description) =>
        new(header, name, ColumnType.BigInt, description) { IsMeasure = true, Summable = true, ValueRequired = true };

    static ReportColumn Unique(string header, string name, string description) =>
        new(header, name, ColumnType.BigInt, description + "; may not be summed") { IsMeasure = true };

    static ReportColumn Amount(string header, string name, string description) =>
        new(header, name, ColumnType.Decimal, description) { IsMeasure = true, Summable = true, Unit = "USD" };
}
