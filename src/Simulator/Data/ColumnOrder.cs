namespace AppleAnalytics.Simulator.Data;

/// <summary>The columns of each report in file order, those of the Detailed variant included.</summary>
internal static class ColumnOrder
{
    public static readonly Column[] Downloads =
    [
        Column.Date, Column.AppName, Column.AppAppleIdentifier, Column.DownloadType, Column.AppVersion, Column.Device,
        Column.PlatformVersion, Column.SourceType, Column.SourceInfo, Column.Campaign, Column.PageType, Column.PageTitle,
        Column.PreOrder, Column.Territory, Column.Counts,
    ];

    public static readonly Column[] Engagement =
    [
        Column.Date, Column.AppName, Column.AppAppleIdentifier, Column.Event, Column.PageType, Column.PageTitle,
        Column.SourceType, Column.SourceInfo, Column.Campaign, Column.EngagementType, Column.Device, Column.PlatformVersion,
        Column.Territory, Column.Counts, Column.UniqueCounts,
    ];

    public static readonly Column[] Sessions =
    [
        Column.Date, Column.AppName, Column.AppAppleIdentifier, Column.AppVersion, Column.Device, Column.PlatformVersion,
        Column.SourceType, Column.SourceInfo, Column.Campaign, Column.PageType, Column.PageTitle, Column.AppDownloadDate,
        Column.Territory, Column.Sessions, Column.TotalSessionDuration, Column.UniqueDevices,
    ];

    public static readonly Column[] Installs =
    [
        Column.Date, Column.AppName, Column.AppAppleIdentifier, Column.Event, Column.DownloadType, Column.AppVersion,
        Column.Device, Column.PlatformVersion, Column.SourceType, Column.SourceInfo, Column.Campaign, Column.PageType,
        Column.PageTitle, Column.AppDownloadDate, Column.Territory, Column.Counts, Column.UniqueDevices,
    ];

    public static readonly Column[] Purchases =
    [
        Column.Date, Column.AppName, Column.AppAppleIdentifier, Column.PurchaseType, Column.ContentName,
        Column.ContentAppleIdentifier, Column.PaymentMethod, Column.Device, Column.PlatformVersion, Column.SourceType,
        Column.SourceInfo, Column.Campaign, Column.PageType, Column.PageTitle, Column.AppDownloadDate, Column.PreOrder,
        Column.Territory, Column.Purchases, Column.ProceedsInUsd, Column.SalesInUsd, Column.PayingUsers,
    ];

    public static readonly Column[] PreOrders =
    [
        Column.Date, Column.AppName, Column.AppAppleIdentifier, Column.Device, Column.PlatformVersion, Column.SourceType,
        Column.SourceInfo, Column.Campaign, Column.PageType, Column.PageTitle, Column.Territory, Column.PreOrderStartDate,
        Column.PreOrderEndDate, Column.PreOrdersPlaced, Column.PreOrdersCanceled,
    ];

    public static readonly Column[] Crashes =
    [
        Column.Date, Column.AppName, Column.AppAppleIdentifier, Column.AppVersion, Column.Device, Column.PlatformVersion,
        Column.Crashes, Column.UniqueDevices,
    ];

    public static readonly Column[] WebPreview =
    [
        Column.Date, Column.AppName, Column.AppAppleIdentifier, Column.Event, Column.PageType, Column.PageTitle,
        Column.SourceType, Column.SourceInfo, Column.EngagementType, Column.Browser, Column.BrowserVersion, Column.Device,
        Column.PlatformVersion, Column.Territory, Column.Counts,
    ];

    public static readonly Column[] AppClips =
    [
        Column.Date, Column.AppName, Column.AppAppleIdentifier, Column.AppClipEventType, Column.SourceType, Column.SourceInfo,
        Column.Campaign, Column.AppVersion, Column.Device, Column.PlatformVersion, Column.Territory, Column.Counts,
        Column.TotalSessionDuration, Column.UniqueDevices,
    ];

    public static readonly Column[] OptIn =
    [
        Column.Date, Column.AppName, Column.AppAppleIdentifier, Column.DownloadingUsers, Column.UsersOptingIn,
    ];

    public static readonly Column[] SubscriptionEvents =
    [
        Column.EventDate, Column.AppName, Column.AppAppleIdentifier, Column.EventGroup, Column.EventName, Column.SubscriptionName,
        Column.SubscriptionIdentifier, Column.SubscriptionDuration, Column.BillingFrequency, Column.BillingPeriod,
        Column.SubscriptionGroup, Column.SubscriptionGroupIdentifier, Column.OfferType, Column.OfferName, Column.OfferId,
        Column.VanityCode, Column.OfferPricing, Column.OfferDuration, Column.PlanChangeType, Column.PreviousSubscriptionName,
        Column.PreviousSubscriptionIdentifier, Column.FamilySharing, Column.CancellationReason, Column.ChurnTenure,
        Column.PaidServiceDaysRecovered, Column.AppDownloadSourceType, Column.AppDownloadSourceInfo, Column.Campaign,
        Column.PageType, Column.PageTitle, Column.PreOrder, Column.OriginalPurchaseDevice, Column.Territory, Column.Counts,
    ];

    public static readonly Column[] SubscriptionState =
    [
        Column.Date, Column.AppName, Column.AppAppleIdentifier, Column.StateMetric, Column.StateMetricGrouping,
        Column.SubscriptionName, Column.SubscriptionIdentifier, Column.SubscriptionDuration, Column.BillingFrequency,
        Column.BillingPeriod, Column.SubscriptionGroup, Column.SubscriptionGroupIdentifier, Column.OfferType, Column.OfferName,
        Column.OfferId, Column.VanityCode, Column.OfferPricing, Column.OfferDuration, Column.FamilySharing,
        Column.CancellationReason, Column.AppDownloadSourceType, Column.AppDownloadSourceInfo, Column.Campaign, Column.PageType,
        Column.PageTitle, Column.PreOrder, Column.OriginalPurchaseDevice, Column.Territory, Column.Counts,
    ];
}
