using AppleAnalytics.Functions.Orchestrations;
using AppleAnalytics.Runs;
using Microsoft.DurableTask.Client;

namespace AppleAnalytics.Functions.Http;

/// <summary>One run as <c>GET /api/runs</c> lists it.</summary>
public sealed record RunEntry
{
    /// <summary>The run's id.</summary>
    public required string Id { get; init; }

    /// <summary>The orchestration's status; <c>Purged</c> when only the run report is left.</summary>
    public required string Status { get; init; }

    /// <summary>How it ended, or null while it goes on.</summary>
    public RunState? State { get; init; }

    /// <summary>What it is doing, or null when it was purged.</summary>
    public string? Phase { get; init; }

    /// <summary>When it was asked for.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it last changed.</summary>
    public required DateTimeOffset LastUpdatedAt { get; init; }

    /// <summary>Apps that are done.</summary>
    public int AppsDone { get; init; }

    /// <summary>All apps.</summary>
    public int AppsTotal { get; init; }

    /// <summary>Rows read.</summary>
    public long Rows { get; init; }

    /// <summary>Failures.</summary>
    public int Failures { get; init; }

    internal static RunEntry Of(OrchestrationMetadata instance)
    {
        var status = instance.SerializedCustomStatus is null ? null : instance.ReadCustomStatusAs<RunStatus>();
        var summary = instance.RuntimeStatus == OrchestrationRuntimeStatus.Completed && instance.SerializedOutput is not null
            ? instance.ReadOutputAs<RunSummary>()
            : null;
        return new()
        {
            Id = instance.InstanceId,
            Status = instance.RuntimeStatus.ToString(),
            State = summary?.State,
            Phase = status?.Phase,
            CreatedAt = instance.CreatedAt,
            LastUpdatedAt = instance.LastUpdatedAt,
            AppsDone = status?.AppsDone ?? 0,
            AppsTotal = status?.AppsTotal ?? 0,
            Rows = status?.Rows ?? 0,
            Failures = summary?.Failures ?? status?.Failures ?? 0,
        };
    }

    internal static RunEntry Of(RunReport report) => new()
    {
        Id = report.RunId,
        Status = "Purged",
        State = report.State,
        CreatedAt = report.StartedAt,
        LastUpdatedAt = report.EndedAt,
        AppsDone = report.Apps.Total,
        AppsTotal = report.Apps.Total,
        Rows = report.Rows.RowsIn,
        Failures = report.Failures.Count,
    };
}
