namespace AppleAnalytics.Simulator.Faults;

/// <summary>What is wrong with a list of segments.</summary>
internal enum ListingFault
{
    None,
    WrongChecksum,
    WrongSize,
    ExpiredUrl,
}
