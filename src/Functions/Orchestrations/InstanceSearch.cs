using AppleAnalytics.Landing;

namespace AppleAnalytics.Functions.Orchestrations;

/// <summary>Looking for the instances of one table of one request.</summary>
/// <param name="Source">The request.</param>
/// <param name="Table">The table.</param>
/// <param name="Outcome">What it gave; null when it failed.</param>
sealed record InstanceSearch(RequestSource Source, string Table, FindInstancesOutcome? Outcome)
{
    /// <summary>Whether Apple answered what it lists.</summary>
    public bool IsAnswered => Outcome?.State is FindInstancesState.Found or FindInstancesState.NothingNew or FindInstancesState.NotReady;
}
