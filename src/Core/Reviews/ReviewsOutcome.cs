using AppleAnalytics.Apple;
using AppleAnalytics.Lake;

namespace AppleAnalytics.Reviews;

/// <summary>What bringing reviews up to date did.</summary>
public sealed record ReviewsOutcome : IUsesLake
{
    /// <summary>How it ended.</summary>
    public required ReviewsState State { get; init; }

    /// <summary>Reviews read from Apple in this fetch.</summary>
    public int Reviews { get; init; }

    /// <summary>Reviews seen for the first time.</summary>
    public int New { get; init; }

    /// <summary>Known reviews whose text, rating or response changed, or that are gone.</summary>
    public int Updated { get; init; }

    /// <summary>Reviews that could not be read as such and are under <c>quarantine/</c>.</summary>
    public int Unreadable { get; init; }

    /// <summary>Partitions written.</summary>
    public int Partitions { get; init; }

    /// <summary>What it cost.</summary>
    public ApiUsage Usage { get; init; } = ApiUsage.None;

    /// <summary>What is not as usual, a sentence each.</summary>
    public IReadOnlyList<string> Findings { get; init; } = [];

    /// <summary>A sentence for the person who reads the run report; empty when there is nothing to say.</summary>
    public string Message { get; init; } = "";

    /// <summary>When to try again; null unless deferred.</summary>
    public DateTimeOffset? DeferredUntil { get; init; }

    /// <summary>What it used of the lake.</summary>
    public LakeUsage Lake { get; init; } = LakeUsage.None;
}
