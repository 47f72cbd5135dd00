namespace AppleAnalytics.Simulator.Data;

/// <summary>The values of the smaller reports.</summary>
internal static class OtherRowFields
{
    private static readonly Choice ClipEvent = new(("App Clip card view", 100), ("App Clip session", 100), ("App Clip install", 56));
    private static readonly Choice Browser = new(("Safari", 150), ("Chrome", 70), ("Firefox", 20), ("Edge", 16));
    private static readonly Choice BrowserVersion = new(("26.5", 100), ("18.6", 60), ("142.0", 60), ("", 36));
    private static readonly Choice EventName = new(
        ("Subscribe", 60), ("Start Introductory Offer", 40), ("Renew", 90), ("Cancel", 30), ("Reactivate", 16), ("Upgrade", 10), ("Refund", 10));
    private static readonly Choice EventGroup = new(("Activations", 80), ("Renewals", 100), ("Cancellations", 50), ("Plan Changes", 26));
    private static readonly Choice StateMetric = new(("Active Subscriptions", 140), ("Billing Retry", 40), ("Grace Period", 30), ("Auto-Renew Off", 46));
    private static readonly Choice StateGrouping = new(("Paid", 170), ("Free Trial", 60), ("Offer", 26));
    private static readonly Choice Plan = new(("Pro (Monthly)", 120), ("Pro (Yearly)", 90), ("Équipe, annuel", 46));
    private static readonly Choice Period = new(("1 Month", 130), ("1 Year", 100), ("1 Week", 26));
    private static readonly Choice OfferType = new(("", 180), ("Introductory Offer", 50), ("Promotional Offer", 26));
    private static readonly Choice OfferName = new(("", 200), ("winback-50", 30), ("Frühling", 26));
    private static readonly Choice OfferPricing = new(("", 180), ("Free Trial", 50), ("Pay as You Go", 26));
    private static readonly Choice Sharing = new(("No", 200), ("Yes", 56));
    private static readonly Choice Reason = new(("", 200), ("Canceled from Settings", 36), ("Billing Issue", 20));
    private static readonly Choice Tenure = new(("", 180), ("1-30 Days", 40), ("31-90 Days", 36));
    private static readonly byte[] Group = "Pro"u8.ToArray();
    private static readonly byte[][] Identifiers = [.. new[] { "6700000001", "6700000002", "6700000003" }.Select(System.Text.Encoding.ASCII.GetBytes)];

    /// <param name="family">The report's family.</param>
    /// <param name="day">The metric date.</param>
    /// <param name="bits">Bits of the row's hash not used yet, 22 of them.</param>
    /// <param name="counts">How many, revision included.</param>
    /// <param name="row">Receives the values.</param>
    public static void Fill(ReportFamily family, int day, ulong bits, long counts, Row row)
    {
        var text = row.Text;
        var number = row.Number;
        number[(int)Column.Counts] = counts;
        number[(int)Column.UniqueDevices] = Math.Max(1, counts - (long)(bits & 1));
        switch (family)
        {
            case ReportFamily.PreOrders:
                text[(int)Column.PreOrderStartDate] = Day.Text(day - 1 - (int)(bits % 20));
                text[(int)Column.PreOrderEndDate] = Day.Text(day + 30);
                number[(int)Column.PreOrdersPlaced] = counts;
                number[(int)Column.PreOrdersCanceled] = (long)(bits % 3);
                break;
            case ReportFamily.Crashes:
                number[(int)Column.Crashes] = counts;
                break;
            case ReportFamily.WebPreview:
                row.Kind = (int)(bits & 1);
                text[(int)Column.Event] = Words.EngagementEvent.Values[row.Kind];
                text[(int)Column.EngagementType] = Words.Empty;
                text[(int)Column.Browser] = Browser.Pick(bits >> 1);
                text[(int)Column.BrowserVersion] = BrowserVersion.Pick(bits >> 9);
                break;
            case ReportFamily.AppClips:
                text[(int)Column.AppClipEventType] = ClipEvent.Pick(bits);
                number[(int)Column.TotalSessionDuration] = counts * (5 + (long)(bits % 100));
                break;
            case ReportFamily.OptIn:
                number[(int)Column.DownloadingUsers] = counts * 100;
                number[(int)Column.UsersOptingIn] = counts * (20 + (long)(bits % 20));
                break;
            case ReportFamily.SubscriptionEvents:
            case ReportFamily.SubscriptionState:
                FillSubscription(day, bits, row);
                break;
        }
    }

    private static void FillSubscription(int day, ulong bits, Row row)
    {
        var text = row.Text;
        var more = Hash.Mix(bits + 1);
        var plan = Plan.Index(more);
        var offer = OfferType.Pick(more >> 8);
        text[(int)Column.EventDate] = Day.Text(day);
        text[(int)Column.EventName] = EventName.Pick(bits);
        text[(int)Column.EventGroup] = EventGroup.Pick(bits >> 8);
        text[(int)Column.StateMetric] = StateMetric.Pick(bits);
        text[(int)Column.StateMetricGrouping] = StateGrouping.Pick(bits >> 8);
        text[(int)Column.SubscriptionName] = Plan.Values[plan];
        text[(int)Column.SubscriptionIdentifier] = Identifiers[plan];
        text[(int)Column.SubscriptionDuration] = Period.Pick(more >> 16);
        text[(int)Column.BillingFrequency] = text[(int)Column.SubscriptionDuration];
        text[(int)Column.BillingPeriod] = text[(int)Column.SubscriptionDuration];
        text[(int)Column.SubscriptionGroup] = Group;
        text[(int)Column.SubscriptionGroupIdentifier] = Identifiers[0];
        text[(int)Column.OfferType] = offer;
        text[(int)Column.OfferName] = offer.Length == 0 ? offer : OfferName.Pick(more >> 24);
        text[(int)Column.OfferId] = Words.Empty;
        text[(int)Column.VanityCode] = Words.Empty;
        text[(int)Column.OfferPricing] = offer.Length == 0 ? offer : OfferPricing.Pick(more >> 32);
        text[(int)Column.OfferDuration] = offer.Length == 0 ? offer : Period.Pick(more >> 40);
        text[(int)Column.PlanChangeType] = Words.Empty;
        text[(int)Column.PreviousSubscriptionName] = Words.Empty;
        text[(int)Column.PreviousSubscriptionIdentifier] = Words.Empty;
        text[(int)Column.FamilySharing] = Sharing.Pick(more >> 48);
        text[(int)Column.CancellationReason] = Reason.Pick(more >> 56);
        text[(int)Column.ChurnTenure] = Tenure.Pick(bits >> 3);
        text[(int)Column.PaidServiceDaysRecovered] = Words.Empty;
        text[(int)Column.AppDownloadSourceType] = text[(int)Column.SourceType];
        text[(int)Column.AppDownloadSourceInfo] = text[(int)Column.SourceInfo];
        text[(int)Column.OriginalPurchaseDevice] = text[(int)Column.Device];
    }
}
