namespace AppleAnalytics.Functions.Triggers;

/// <summary>The answer to asking for a run.</summary>
/// <param name="RunId">The run's id.</param>
/// <param name="Started">False when the run was already going on, or done and not to be done again.</param>
public sealed record RunStart(string RunId, bool Started);
