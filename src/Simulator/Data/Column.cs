namespace AppleAnalytics.Simulator.Data;

/// <summary>Columns of Apple's files; the place of a value in a <see cref="Row"/>.</summary>
internal enum Column
{
    Date,
    AppName,
    AppAppleIdentifier,
    AppVersion,
    AppDownloadDate,
    Campaign,
    ContentAppleIdentifier,
    ContentName,
    Device,
    DownloadType,
    EngagementType,
    Event,
    PageTitle,
    PageType,
    PaymentMethod,
    PlatformVersion,
    PreOrder,
    PurchaseType,
    SourceInfo,
    SourceType,
    Territory,

    // Numbers from here on.
    Counts,
    PayingUsers,
    Purchases,
    Sessions,
    TotalSessionDuration,
    UniqueCounts,
    UniqueDevices,

    // Amounts, in ten-thousandths of a dollar.
    ProceedsInUsd,
    SalesInUsd,
}
