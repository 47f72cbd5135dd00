namespace AppleAnalytics.Simulator.Data;

/// <summary>One of the reports every request yields.</summary>
/// <param name="Index">Place in the catalogue.</param>
/// <param name="Number">The N of <c>rN-{requestId}</c>.</param>
/// <param name="Name">Apple's exact name.</param>
/// <param name="Category">Apple's category.</param>
/// <param name="Family">Which generator writes it.</param>
/// <param name="IsDetailed">Whether it is the Detailed variant.</param>
internal sealed record Report(int Index, int Number, string Name, string Category, ReportFamily Family, bool IsDetailed)
{
    /// <summary>Columns in file order.</summary>
    public Column[] Columns { get; } = Data.Columns.Of(Family, IsDetailed);

    /// <summary>Dates a DAILY instance reaches back; the last of them is complete.</summary>
    public int CompleteAfterDays { get; } = Family switch
    {
        ReportFamily.Downloads or ReportFamily.Purchases or ReportFamily.PreOrders => 2,
        ReportFamily.Engagement or ReportFamily.WebPreview or ReportFamily.OptIn or ReportFamily.SubscriptionEvents
            or ReportFamily.SubscriptionState => 3,
        _ => 5,
    };

    /// <summary>Whether it exists only above Apple's floor of five users.</summary>
    public bool IsUsage => 
        Family is ReportFamily.Sessions or ReportFamily.Installs or ReportFamily.Crashes or ReportFamily.AppClips;

    public bool Has(Granularity granularity) => Family switch
    {
        ReportFamily.None => false,
        ReportFamily.Downloads or ReportFamily.PreOrders => granularity == Granularity.Daily || IsDetailed,
        ReportFamily.OptIn or ReportFamily.SubscriptionState => granularity == Granularity.Daily,
        _ => true,
    };

    /// <summary>The name of the table a consumer would give it, for the truth endpoints.</summary>
    public string Table => IsDetailed ? Stem + "_detailed" : Stem;

    private string Stem => Family switch
    {
        ReportFamily.Downloads => "downloads",
        ReportFamily.Engagement => "engagement",
        ReportFamily.Sessions => "sessions",
        ReportFamily.Installs => "installs",
        ReportFamily.Purchases => "purchases",
        ReportFamily.PreOrders => "preorders",
        ReportFamily.Crashes => "crashes",
        ReportFamily.WebPreview => "web_preview",
        ReportFamily.AppClips => "app_clips",
        ReportFamily.OptIn => "opt_in",
        ReportFamily.SubscriptionEvents => "subscription_events",
        ReportFamily.SubscriptionState => "subscription_state",
        _ => "none",
    };
}
