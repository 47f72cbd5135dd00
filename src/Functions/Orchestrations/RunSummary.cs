using AppleAnalytics.Runs;

namespace AppleAnalytics.Functions.Orchestrations;

/// <summary>The output of a run; the whole report is in the lake.</summary>
/// <param name="RunId">The run.</param>
/// <param name="State">How it ended.</param>
/// <param name="Report">The report's key in the lake; empty when it could not be written.</param>
/// <param name="Apps">Apps worked on.</param>
/// <param name="Rows">Rows read.</param>
/// <param name="Partitions">Partitions written.</param>
/// <param name="Failures">What went wrong.</param>
/// <param name="Unreported">What went wrong, in words, where the report that would say it could not be written; else null.</param>
public sealed record RunSummary(
    string RunId, RunState State, string Report, int Apps, long Rows, int Partitions, int Failures, string? Unreported = null);
