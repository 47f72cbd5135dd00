namespace AppleAnalytics.Runs;

/// <summary>What a person must know about a run.</summary>
/// <param name="RunId">The run.</param>
/// <param name="State">How it ended.</param>
/// <param name="Failures">What needs a person; a few of them, most important first.</param>
/// <param name="More">How many more there are in the run report.</param>
public sealed record AlertInput(string RunId, RunState State, IReadOnlyList<RunFailure> Failures, int More)
{
    /// <summary>What it is about. Default is the run and how it ended.</summary>
    public string Subject { get; init; } = $"run {RunId} {(State == RunState.Failed ? "failed" : "needs a person")}";

    /// <summary>Failures named in an alert; the run report has them all.</summary>
    const int Most = 10;

    /// <summary>The alert a report asks for, or null when nothing needs a person.</summary>
    public static AlertInput? Of(RunReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        var urgent = report.Failures.Where(f => f.NeedsPerson).ToList();
        return urgent.Count == 0 ? null : new(report.RunId, report.State, [.. urgent.Take(Most)], Math.Max(0, urgent.Count - Most));
    }
}
