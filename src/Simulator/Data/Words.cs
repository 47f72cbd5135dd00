namespace AppleAnalytics.Simulator.Data;

/// <summary>The values of Apple's text columns, with how often they occur.</summary>
internal static class Words
{
    public static readonly byte[] Empty = [];

    public static readonly Choice DownloadType = new(
        ("First-time download", 80), ("Redownload", 60), ("Auto-update", 70), ("Manual update", 34), ("Restore", 12));

    /// <summary>The same values as Apple's documentation capitalises them.</summary>
    public static readonly Choice DownloadTypeDocumented = new(
        ("First-Time Download", 80), ("Re-download", 60), ("Auto-Update", 70), ("Manual Update", 34), ("Restore", 12));

    public static readonly Choice EngagementEvent = new(("Impression", 150), ("Page view", 80), ("Tap", 26));

    public static readonly Choice EngagementType = new(
        ("", 150), ("Get", 30), ("Update", 16), ("Re-download", 20), ("Open", 20), ("Share", 8), ("IAE reminder", 5),
        ("IAE reminder deactivated", 2), ("Notification tap", 5));

    public static readonly Choice InstallEvent = new(("Install", 180), ("Delete", 76));

    public static readonly Choice PurchaseType = new(("In-app purchase", 200), ("App purchase", 56));

    public static readonly Choice PaymentMethod = new(("Apple ID balance", 60), ("Credit card", 150), ("Carrier billing", 20), ("", 26));

    public static readonly Choice PageType = new(
        ("Product page", 120), ("No page", 70), ("Store sheet", 30), ("In-app event", 10), ("Notification", 6),
        ("App version history", 4), ("App privacy", 4), ("Developer page", 6), ("App accessibility", 3), ("Media view", 3));

    public static readonly Choice SourceType = new(
        ("App Store search", 110), ("App Store browse", 60), ("App referrer", 30), ("Web referrer", 26), ("App Clip", 5),
        ("Notification", 6), ("Unavailable", 15), ("Institutional purchase", 4));

    public static readonly Choice SourceInfo = new(
        ("", 140), ("com.burbn.instagram", 30), ("com.apple.mobilesafari", 30), ("google.com", 26), ("t.co", 10),
        ("bücher.example", 10), ("com.example.app001", 10));

    public static readonly Choice Campaign = new(("", 200), ("spring_sale", 20), ("Été 2026", 16), ("newsletter-11", 20));

    public static readonly Choice PageTitle = new(
        ("Default product page", 150), ("No page", 60), ("Default custom product page", 20), ("Für Profis", 14), ("新しいページ", 12));

    public static readonly Choice PreOrder = new(("", 246), ("Yes", 10));

    public static readonly Choice Device = new(
        ("iPhone", 160), ("iPad", 50), ("Desktop", 20), ("Apple TV", 10), ("Apple Watch", 8), ("Apple Vision", 8));

    public static readonly Choice Territory = new([.. Territories.Weighted()]);

    private static readonly Choice Ios = new(
        ("iOS 26.5", 90), ("iOS 26.4.2", 60), ("iOS 26.4", 30), ("iOS 26.1", 20), ("iOS 18.7.1", 20), ("iOS 18.6", 12),
        ("iOS 17.7", 10), ("iOS 16.7.11", 8), ("iOS 15.8.4", 6));

    /// <summary>Platform versions by the index of <see cref="Device"/>.</summary>
    public static readonly Choice[] PlatformVersion =
    [
        Ios,
        Ios,
        new(("macOS 26.5", 150), ("macOS 15.7", 70), ("macOS 14.8", 36)),
        new(("tvOS 26.5", 200), ("tvOS 18.6", 56)),
        new(("watchOS 26.5", 200), ("watchOS 11.6", 56)),
        new(("visionOS 26.5", 256)),
    ];
}
