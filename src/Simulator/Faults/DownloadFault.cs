namespace AppleAnalytics.Simulator.Faults;

/// <summary>What becomes of a download.</summary>
internal enum DownloadFault
{
    None,
    Cut,
    Stall,
    SlowDown,
    WrongByte,
}
