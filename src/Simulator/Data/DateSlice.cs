namespace AppleAnalytics.Simulator.Data;

/// <summary>A date as one instance tells it: the same date in another vintage differs in a few rows.</summary>
/// <param name="Day">The metric date.</param>
/// <param name="Revision">0 when complete; 1 and up for preliminary vintages, rising; <see cref="Correction"/> for a late correction.</param>
internal readonly record struct DateSlice(int Day, int Revision)
{
    /// <summary>Revision of a date that Apple corrected after it was complete.</summary>
    public const int Correction = 100;
}
