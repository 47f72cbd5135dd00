namespace AppleAnalytics.Simulator.Data;

/// <summary>Reports the simulator has data for; the others exist and stay empty.</summary>
internal enum ReportFamily
{
    None,
    Downloads,
    Engagement,
    Sessions,
    Installs,
    Purchases,
    PreOrders,
    Crashes,
    WebPreview,
    AppClips,
    OptIn,
    SubscriptionEvents,
    SubscriptionState,
}
