namespace AppleAnalytics.Simulator.Data;

/// <summary>Apple's granularities.</summary>
internal enum Granularity
{
    Daily,
    Weekly,
    Monthly,
}
