using AppleAnalytics.Apple;
using AppleAnalytics.Lake;

namespace AppleAnalytics.Runs;

/// <summary>The result of planning a run.</summary>
public sealed record PlanOutcome : IUsesLake
{
    /// <summary>How it ended.</summary>
    public required PlanState State { get; init; }

    /// <summary>The plan when there is one.</summary>
    public RunPlan? Plan { get; init; }

    /// <summary>When to try again, for a deferral.</summary>
    public DateTimeOffset? DeferredUntil { get; init; }

    /// <summary>Why there is no plan, in a sentence.</summary>
    public string? Message { get; init; }

    /// <summary>What to do about it; null when there is a plan.</summary>
    public string? WhatToDo { get; init; }

    /// <summary>What it cost at Apple.</summary>
    public ApiUsage Usage { get; init; } = ApiUsage.None;

    /// <summary>What it used of the lake.</summary>
    public LakeUsage Lake { get; init; } = LakeUsage.None;
}
