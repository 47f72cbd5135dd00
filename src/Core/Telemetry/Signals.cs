using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace AppleAnalytics.Telemetry;

/// <summary>
/// The one activity source and the one meter of the app, for Application Insights or any OpenTelemetry collector
/// (docs/telemetry.md). No name, tag or value holds a secret or what somebody wrote.
/// </summary>
public static class Signals
{
    /// <summary>The name of the activity source and of the meter.</summary>
    public const string Name = "AppleAnalytics";

    /// <summary>Where traces come from.</summary>
    internal static ActivitySource Source { get; } = new(Name);

    static readonly Meter Meter = new(Name);

    static readonly Counter<long> Calls = Meter.CreateCounter<long>(
        "appleanalytics.apple.calls", "{call}", "Calls of the App Store Connect API, repeated ones included, by endpoint and status");

    static readonly Counter<long> Landed = Meter.CreateCounter<long>(
        "appleanalytics.landed.bytes", "By", "Compressed bytes of deliveries that came into the lake, by table");

    static readonly Counter<long> Rows = Meter.CreateCounter<long>(
        "appleanalytics.rows", "{row}", "Rows of deliveries by table and what became of them: published, superseded, quarantined or blocked");

    static readonly Counter<long> Partitions = Meter.CreateCounter<long>(
        "appleanalytics.partitions", "{partition}", "Partitions written, by table");

    static readonly Counter<long> Findings = Meter.CreateCounter<long>(
        "appleanalytics.findings", "{finding}", "Findings of audits, by table and severity");

    static readonly Counter<long> Runs = Meter.CreateCounter<long>("appleanalytics.runs", "{run}", "Run reports written, by kind and state");

    static readonly Histogram<double> StepSeconds = Meter.CreateHistogram<double>(
        "appleanalytics.step.duration", "s", "How long the steps of a run took, by step and outcome");

    /// <summary>One call of the API was answered.</summary>
    internal static void Called(string endpoint, int status) => Calls.Add(1, new("endpoint", endpoint), new("status", status));

    /// <summary>A delivery came into the lake.</summary>
    internal static void BytesLanded(string table, long bytes) => Add(Landed, bytes, table);

    /// <summary>Rows of a delivery met their end.</summary>
    internal static void RowsCurated(string table, string outcome, long rows) => Add(Rows, rows, table, new KeyValuePair<string, object?>("outcome", outcome));

    /// <summary>Partitions were written.</summary>
    internal static void PartitionsWritten(string table, int partitions) => Add(Partitions, partitions, table);

    /// <summary>An audit found something.</summary>
    internal static void Found(string table, string severity, int findings) => Add(Findings, findings, table, new KeyValuePair<string, object?>("severity", severity));

    /// <summary>A run's report was written.</summary>
    internal static void RunReported(string kind, string state) => Runs.Add(1, new("kind", kind), new("state", state));

    /// <summary>A step ended.</summary>
    internal static void StepEnded(string step, string outcome, TimeSpan time) => StepSeconds.Record(time.TotalSeconds, new("step", step), new("outcome", outcome));

    // Nothing is no event: a counter that stays 0 shows as one that was never there.
    static void Add(Counter<long> counter, long value, string table, params ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (value > 0)
        {
            counter.Add(value, [new("table", table), .. tags]);
        }
    }
}
