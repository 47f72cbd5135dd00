namespace AppleAnalytics.LocalHost.Terminal;

/// <summary>How far a run is, as its custom status says.</summary>
/// <param name="Phase">What is being done, in a word or two.</param>
/// <param name="AppsDone">Apps finished, well or not.</param>
/// <param name="AppsTotal">Apps of the run; 0 while the plan is being made.</param>
/// <param name="Rows">Rows published so far.</param>
/// <param name="Failures">Apps or tables that failed so far.</param>
internal sealed record ProgressReading(string Phase, int AppsDone, int AppsTotal, long Rows, int Failures);
