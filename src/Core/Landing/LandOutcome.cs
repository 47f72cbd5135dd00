using AppleAnalytics.Apple;
using AppleAnalytics.Lake;

namespace AppleAnalytics.Landing;

/// <summary>What landing an instance did.</summary>
public sealed record LandOutcome : IUsesLake
{
    /// <summary>How it ended.</summary>
    public required LandState State { get; init; }

    /// <summary>Segments of the instance that are in the lake now.</summary>
    public int Segments { get; init; }

    /// <summary>Their size in bytes, compressed.</summary>
    public long Bytes { get; init; }

    /// <summary>A sentence for the person who reads the run report; empty when there is nothing to say.</summary>
    public string Message { get; init; } = "";

    /// <summary>When to try again; null unless deferred.</summary>
    public DateTimeOffset? DeferredUntil { get; init; }

    /// <summary>What it cost.</summary>
    public ApiUsage Usage { get; init; } = ApiUsage.None;

    /// <summary>What it used of the lake.</summary>
    public LakeUsage Lake { get; init; } = LakeUsage.None;
}
