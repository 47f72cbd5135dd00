using AppleAnalytics.Apple;
using AppleAnalytics.Lake;

namespace AppleAnalytics.Landing;

/// <summary>What looking for instances found.</summary>
public sealed record FindInstancesOutcome : IUsesLake
{
    /// <summary>How it ended.</summary>
    public required FindInstancesState State { get; init; }

    /// <summary>The instances to land: those Apple deletes within three days first, oldest first; then the rest, newest first.</summary>
    public IReadOnlyList<InstanceReference> Instances { get; init; } = [];

    /// <summary>Instances Apple lists for the table, settled ones included.</summary>
    public int Listed { get; init; }

    /// <summary>Those of <see cref="Instances"/> that nothing was done with yet; fewer than all only where settled ones were asked for too.</summary>
    public int Unsettled { get; init; }

    /// <summary>The newest processing date Apple lists for the table; null when it lists none.</summary>
    public DateOnly? Newest { get; init; }

    /// <summary>When to try again; null unless deferred.</summary>
    public DateTimeOffset? DeferredUntil { get; init; }

    /// <summary>A sentence for the person who reads the run report; empty when there is nothing to say.</summary>
    public string Message { get; init; } = "";

    /// <summary>What it cost.</summary>
    public ApiUsage Usage { get; init; } = ApiUsage.None;

    /// <summary>What it used of the lake.</summary>
    public LakeUsage Lake { get; init; } = LakeUsage.None;
}
