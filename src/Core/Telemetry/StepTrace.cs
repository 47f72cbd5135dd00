using System.Diagnostics;
using Microsoft.Extensions.Logging;

namespace AppleAnalytics.Telemetry;

/// <summary>
/// One step of a run while it runs: a span, a log scope that gives every line within it run, app, table and instance, and its
/// duration. A step that throws ends as <c>error</c>.
/// </summary>
internal sealed class StepTrace : IDisposable
{
    const string Error = "error";

    readonly string _step;
    readonly Activity? _span;
    readonly IDisposable? _scope;
    readonly long _started = Stopwatch.GetTimestamp();
    string _outcome = Error;

    StepTrace(string step, Activity? span, IDisposable? scope)
    {
        _step = step;
        _span = span;
        _scope = scope;
    }

    /// <summary>Begins a step.</summary>
    /// <param name="step">Its name, such as <c>land</c>.</param>
    /// <param name="logger">The step's logger.</param>
    /// <param name="runId">The run, or empty outside of one.</param>
    /// <param name="appId">The app.</param>
    /// <param name="table">The table; empty when it is about none.</param>
    /// <param name="instanceId">The instance; empty when it is about none.</param>
    public static StepTrace Begin(string step, ILogger logger, string runId, long appId, string table = "", string instanceId = "")
    {
        var span = Signals.Source.StartActivity(step);
        var scope = new List<KeyValuePair<string, object?>>(4);
        void Say(string name, string tag, object value)
        {
            if (value is not "")
            {
                scope.Add(new(name, value));
                span?.SetTag(tag, value);
            }
        }

        Say("Run", "appleanalytics.run", runId);
        Say("App", "appleanalytics.app", appId);
        Say("Table", "appleanalytics.table", table);
        Say("Instance", "appleanalytics.instance", instanceId);
        return new(step, span, logger.BeginScope(scope));
    }

    /// <summary>Says how the step ended.</summary>
    public void Ended(string outcome) => _outcome = outcome;

    /// <inheritdoc/>
    public void Dispose()
    {
        Signals.StepEnded(_step, _outcome, Stopwatch.GetElapsedTime(_started));
        _span?.SetTag("appleanalytics.outcome", _outcome);
        if (_outcome == Error)
        {
            _span?.SetStatus(ActivityStatusCode.Error);
        }

        _span?.Dispose();
        _scope?.Dispose();
    }
}
