using static AppleAnalytics.Reports.ReportColumns;

namespace AppleAnalytics.Reports;

/// <summary>The smaller reports about the App Store (Apple, "Analytics Reports": Pre-orders, Web Preview, Retention Messaging).</summary>
internal static class StoreReports
{
    public static ReportEntry PreOrders { get; } = new()
    {
        Table = "preorders",
        Report = "App Store Pre-Orders",
        Description = "Pre-orders of the app, placed and canceled",
        Granularities = ReportEntry.DailyOnly,
        Detailed = ReportEntry.EveryPeriod,
        CompleteAfterDays = 2,
        Columns =
        [
            AppName, AppAppleIdentifier, Device, PlatformVersion, SourceType, SourceInfo, Campaign, PageType, PageTitle, Territory,
            Date("Pre-Order Start Date", "pre_order_start_date", "The day the app could first be pre-ordered"),
            Date("Pre-Order End Date", "pre_order_end_date", "The last day the app could be pre-ordered"),
            Measure("Pre-Orders Placed", "pre_orders_placed", "Pre-orders placed"),
            Measure("Pre-Orders Canceled", "pre_orders_canceled", "Pre-orders canceled") with { OtherHeaders = ["Pre-Order Canceled"] },
        ],
    };

    public static ReportEntry WebPreview { get; } = new()
    {
        Table = "web_preview",
        Report = "App Store Web Preview Engagement",
        Description = "Views and taps on the app's pages on the web version of the App Store",
        Detailed = ReportEntry.EveryPeriod,
        CompleteAfterDays = 3,
        Columns =
        [
            AppName, AppAppleIdentifier,
            Text("Event", "event_type", "Page view or Tap") with { UsuallyFilled = true },
            PageType, PageTitle, SourceType, SourceInfo,
            Text("Engagement Type", "engagement_type", "What a tap opened or closed, such as Developer website"),
            Text("Browser", "browser", "The browser"),
            Text("Browser Version", "browser_version", "The browser's version"),
            Device, PlatformVersion, Territory,
            Measure("Counts", "counts", "Events of that type"),
        ],
        DerivedMeasures =
        [
            new("page_views", "counts", "event_type", ["Page view"], "Views of the product page or in-app event"),
            new("taps", "counts", "event_type", ["Tap"], "Taps on buttons, tabs and links"),
        ],
    };

    public static ReportEntry RetentionMessaging { get; } = new()
    {
        Table = "retention_messaging",
        Report = "Retention Messaging",
        Description = "What subscribers do when a retention message is shown before they cancel",
        Granularities = ReportEntry.DailyOnly,
        CompleteAfterDays = 3,
        HistoryStart = new(2026, 4, 20),
        Columns =
        [
            AppName, AppAppleIdentifier,
            Text("Current Group Subscription", "current_group_subscription", "Name of the subscription group last subscribed to").Optional(),
            Text("Current Subscription Group Identifier", "current_subscription_group_identifier", "Apple's identifier of that group").Optional(),
            Text("Current Subscription", "current_subscription", "Name of the subscription last subscribed to").Optional(),
            Identifier("Current Subscription Identifier", "current_subscription_identifier", "Apple's identifier of that subscription").Optional(),
            Text("Event", "event_type", "Page views, Cancels or Saves") with { UsuallyFilled = true },
            Text("Page", "page", "The page the event belongs to").Optional(),
            Text("Retention Message Type", "retention_message_type", "What the cancel sheet showed, such as Text message with offer").Optional(),
            Text("Message Selection Type", "message_selection_type", "Default, or Real-time for a message chosen through the Retention Messaging API").Optional(),
            Text("Save Type", "save_type", "How it was saved: Switch plan, Redeem offer or Don't cancel").Optional(),
            Device, PlatformVersion, Territory,
            Measure("Counts", "counts", "Events of that type"),
        ],
        DerivedMeasures =
        [
            new("page_views", "counts", "event_type", ["Page view", "Page views"], "Times the cancel sheet was shown"),
            new("cancels", "counts", "event_type", ["Cancel", "Cancels"], "Subscriptions canceled after the sheet was shown"),
            new("saves", "counts", "event_type", ["Save", "Saves"], "Subscriptions kept after the sheet was shown"),
        ],
    };
}
