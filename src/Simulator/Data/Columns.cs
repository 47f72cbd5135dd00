namespace AppleAnalytics.Simulator.Data;

/// <summary>Names and order of the columns, per report.</summary>
internal static class Columns
{
    public static readonly int Count = Enum.GetValues<Column>().Length;

    private static readonly HashSet<Column> DetailedOnly = [Column.SourceInfo, Column.Campaign, Column.PageTitle];

    private static readonly Column[] Downloads =
    [
        Column.Date, Column.AppName, Column.AppAppleIdentifier, Column.DownloadType, Column.AppVersion, Column.Device,
        Column.PlatformVersion, Column.SourceType, Column.SourceInfo, Column.Campaign, Column.PageType, Column.PageTitle,
        Column.PreOrder, Column.Territory, Column.Counts,
    ];

    private static readonly Column[] Engagement =
    [
        Column.Date, Column.AppName, Column.AppAppleIdentifier, Column.Event, Column.PageType, Column.PageTitle,
        Column.SourceType, Column.SourceInfo, Column.Campaign, Column.EngagementType, Column.Device, Column.PlatformVersion,
        Column.Territory, Column.Counts, Column.UniqueCounts,
    ];

    private static readonly Column[] Sessions =
    [
        Column.Date, Column.AppName, Column.AppAppleIdentifier, Column.AppVersion, Column.Device, Column.PlatformVersion,
        Column.SourceType, Column.SourceInfo, Column.Campaign, Column.PageType, Column.PageTitle, Column.AppDownloadDate,
        Column.Territory, Column.Sessions, Column.TotalSessionDuration, Column.UniqueDevices,
    ];

    private static readonly Column[] Installs =
    [
        Column.Date, Column.AppName, Column.AppAppleIdentifier, Column.Event, Column.DownloadType, Column.AppVersion,
        Column.Device, Column.PlatformVersion, Column.SourceType, Column.SourceInfo, Column.Campaign, Column.PageType,
        Column.PageTitle, Column.AppDownloadDate, Column.Territory, Column.Counts, Column.UniqueDevices,
    ];

    private static readonly Column[] Purchases =
    [
        Column.Date, Column.AppName, Column.AppAppleIdentifier, Column.PurchaseType, Column.ContentName,
        Column.ContentAppleIdentifier, Column.PaymentMethod, Column.Device, Column.PlatformVersion, Column.SourceType,
        Column.SourceInfo, Column.Campaign, Column.PageType, Column.PageTitle, Column.AppDownloadDate, Column.PreOrder,
        Column.Territory, Column.Purchases, Column.ProceedsInUsd, Column.SalesInUsd, Column.PayingUsers,
    ];

    public static Column[] Of(ReportFamily family, bool detailed)
    {
        var all = family switch
        {
            ReportFamily.Downloads => Downloads,
            ReportFamily.Engagement => Engagement,
            ReportFamily.Sessions => Sessions,
            ReportFamily.Installs => Installs,
            ReportFamily.Purchases => Purchases,
            _ => [],
        };
        return detailed ? all : [.. all.Where(column => !DetailedOnly.Contains(column))];
    }

    public static bool IsAmount(Column column) => column is Column.ProceedsInUsd or Column.SalesInUsd;

    public static bool IsNumber(Column column) => column >= Column.Counts && !IsAmount(column);

    public static string Name(Column column) => column switch
    {
        Column.AppName => "App Name",
        Column.AppAppleIdentifier => "App Apple Identifier",
        Column.AppVersion => "App Version",
        Column.AppDownloadDate => "App Download Date",
        Column.ContentAppleIdentifier => "Content Apple Identifier",
        Column.ContentName => "Content Name",
        Column.DownloadType => "Download Type",
        Column.EngagementType => "Engagement Type",
        Column.PageTitle => "Page Title",
        Column.PageType => "Page Type",
        Column.PayingUsers => "Paying Users",
        Column.PaymentMethod => "Payment Method",
        Column.PlatformVersion => "Platform Version",
        Column.PreOrder => "Pre-Order",
        Column.ProceedsInUsd => "Proceeds in USD",
        Column.PurchaseType => "Purchase Type",
        Column.SalesInUsd => "Sales in USD",
        Column.SourceInfo => "Source Info",
        Column.SourceType => "Source Type",
        Column.TotalSessionDuration => "Total Session Duration",
        Column.UniqueCounts => "Unique Counts",
        Column.UniqueDevices => "Unique Devices",
        _ => column.ToString(),
    };
}
