using static AppleAnalytics.Reports.ReportColumns;

namespace AppleAnalytics.Reports;

/// <summary>
/// The subscription reports. The events are those of a file of 2026-09-07; Apple's documentation has other names for two of its
/// columns and lacks one, so that only what the figures cannot do without is required.
/// </summary>
internal static class SubscriptionReports
{
    static readonly DateOnly Since = new(2025, 1, 1);

    public static ReportEntry Events { get; } = new()
    {
        Table = "subscription_events",
        Report = "App Store Subscription Event Report",
        Description = "Changes in the life of subscriptions: starts, renewals, billing issues, churn",
        Granularities = ReportEntry.DailyOnly,
        Detailed = ReportEntry.EveryPeriod,
        CompleteAfterDays = 3,
        HistoryStart = Since,
        DateHeaders = ["Event Date", "Date"],
        Columns =
        [
            AppName, AppAppleIdentifier,
            Text("Event Group", "event_group", "The group of the event, such as Offer Starts or Voluntary Churn") with { OtherHeaders = ["Event Grouping"] },
            Text("Event Name", "event_name", "The event, such as Free Trial Starts") with { OtherHeaders = ["Event Sub Type"] },
            .. Subscription, .. Offer,
            Text("Plan Change Type", "plan_change_type", "For a change of plan: upgrade, crossgrade or downgrade").Optional(),
            Text("Previous Subscription Name", "previous_subscription_name", "For a change of plan, the subscription before").Optional(),
            Identifier("Previous Subscription Identifier", "previous_subscription_identifier", "Apple's identifier of the subscription before").Optional(),
            FamilySharing, CancellationReason,
            Text("Churn Tenure", "churn_tenure", "How long a churned subscription lasted; in Apple's files, not in its documentation").Optional(),
            Text("Paid Service Days Recovered", "paid_service_days_recovered", "For recoveries from the grace period, the paid days won back, estimated").Optional() with { Unit = "days" },
            .. Origin,
            Measure("Counts", "counts", "Events"),
        ],
    };

    public static ReportEntry State { get; } = new()
    {
        Table = "subscription_state",
        Report = "App Store Subscription State Report",
        Description = "How many subscriptions stand in which state on a day",
        Granularities = ReportEntry.DailyOnly,
        Detailed = ReportEntry.DailyOnly,
        CompleteAfterDays = 3,
        HistoryStart = Since,
        DateHeaders = ["Date", "Event Date"],
        Columns =
        [
            AppName, AppAppleIdentifier,
            Text("State Metric", "state_metric", "The state, such as Free trials, Full price or Billing retry"),
            Text("State Metric Grouping", "state_metric_grouping", "The group of the state: Subscription offers, Paid plans, Billing issue or Churned").Optional(),
            .. Subscription, .. Offer, FamilySharing, CancellationReason, .. Origin,

            // A stock, not a flow: the same subscription stands in every day's file.
            Measure("Counts", "counts", "Subscriptions in that state at the date; may be summed over the rows of one date, never over dates") with { Summable = false },
        ],
    };

    static IReadOnlyList<ReportColumn> Subscription =>
    [
        Text("Subscription Name", "subscription_name", "The subscription's name"),
        Identifier("Subscription Identifier", "subscription_identifier", "Apple's identifier of the subscription"),
        Text("Subscription Duration", "subscription_duration", "The subscription's standard duration").Optional(),
        Text("Billing Frequency", "billing_frequency", "How often the user is charged").Optional(),
        Text("Billing Period", "billing_period", "The installment within a twelve-month commitment, first to twelfth").Optional(),
        Text("Subscription Group", "subscription_group", "The subscription group's name").Optional(),
        Identifier("Subscription Group Identifier", "subscription_group_identifier", "Apple's identifier of the group").Optional(),
    ];

    static IReadOnlyList<ReportColumn> Offer =>
    [
        Text("Offer Type", "offer_type", "The kind of the offer redeemed").Optional(),
        Text("Offer Name", "offer_name", "The name of the offer redeemed").Optional(),
        Text("Offer ID", "offer_id", "The id of the offer redeemed").Optional(),
        Text("Vanity Code", "vanity_code", "The offer's custom code").Optional(),
        Text("Offer Pricing", "offer_pricing", "How the offer is priced, such as pay up front").Optional(),
        Text("Offer Duration", "offer_duration", "How long the offer lasts").Optional(),
    ];

    static ReportColumn FamilySharing =>
        Text("Family Sharing", "family_sharing", "Whether the subscription is shared with the family").Optional();

    static ReportColumn CancellationReason =>
        Text("Cancellation Reason", "cancellation_reason", "Why the subscription was canceled, such as Billing issue or Price increase").Optional();

    static IReadOnlyList<ReportColumn> Origin =>
    [
        Text("App Download Source Type", "app_download_source_type", "Where the user came from when downloading the app").Optional(),
        Text("App Download Source Info", "app_download_source_info", "The app or web domain the user came from").Optional(),
        Campaign,
        PageType.Optional() with { Description = "The App Store page the app was downloaded from" },
        PageTitle.Optional() with { Description = "The name of the page the app was downloaded from" },
        PreOrder.Optional() with { Description = "Set when the app was pre-ordered" },
        Text("Original Purchase Device", "original_purchase_device", "The device on which the subscription was first bought").Optional(),
        Territory with { Description = "The country or region of the account that subscribed, ISO 3166-1 alpha-2" },
    ];
}
