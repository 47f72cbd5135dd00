namespace AppleAnalytics.Simulator.Data;

/// <summary>Names and order of the columns, per report.</summary>
internal static class Columns
{
    public static readonly int Count = Enum.GetValues<Column>().Length;

    private static readonly HashSet<Column> DetailedOnly = 
        [Column.SourceInfo, Column.AppDownloadSourceInfo, Column.Campaign, Column.PageTitle];

    public static Column[] Of(ReportFamily family, bool detailed)
    {
        var all = family switch
        {
            ReportFamily.Downloads => ColumnOrder.Downloads,
            ReportFamily.Engagement => ColumnOrder.Engagement,
            ReportFamily.Sessions => ColumnOrder.Sessions,
            ReportFamily.Installs => ColumnOrder.Installs,
            ReportFamily.Purchases => ColumnOrder.Purchases,
            ReportFamily.PreOrders => ColumnOrder.PreOrders,
            ReportFamily.Crashes => ColumnOrder.Crashes,
            ReportFamily.WebPreview => ColumnOrder.WebPreview,
            ReportFamily.AppClips => ColumnOrder.AppClips,
            ReportFamily.OptIn => ColumnOrder.OptIn,
            ReportFamily.SubscriptionEvents => ColumnOrder.SubscriptionEvents,
            ReportFamily.SubscriptionState => ColumnOrder.SubscriptionState,
            _ => [],
        };
        return detailed ? all : [.. all.Where(column => !DetailedOnly.Contains(column))];
    }

    public static bool IsAmount(Column column) => column is Column.ProceedsInUsd or Column.SalesInUsd;

    public static bool IsNumber(Column column) => column >= Column.Counts && !IsAmount(column);

    /// <summary>Apple's name: the words of ours, but for a few.</summary>
    public static string Name(Column column) => column switch
    {
        Column.OfferId => "Offer ID",
        Column.PreOrder => "Pre-Order",
        Column.PreOrderEndDate => "Pre-Order End Date",
        Column.PreOrderStartDate => "Pre-Order Start Date",
        Column.PreOrdersCanceled => "Pre-Orders Canceled",
        Column.PreOrdersPlaced => "Pre-Orders Placed",
        Column.ProceedsInUsd => "Proceeds in USD",
        Column.SalesInUsd => "Sales in USD",
        Column.UsersOptingIn => "Users Opting-In",
        _ => string.Concat(column.ToString().Select((letter, at) => at > 0 && char.IsUpper(letter) ? $" {letter}" : $"{letter}")),
    };
}
