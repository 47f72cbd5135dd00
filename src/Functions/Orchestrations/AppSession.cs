using AppleAnalytics.Landing;
using AppleAnalytics.Reports;
using AppleAnalytics.Runs;
using Microsoft.DurableTask;

namespace AppleAnalytics.Functions.Orchestrations;

/// <summary>What the steps of one execution of an app's run share.</summary>
sealed class AppSession
{
    readonly TaskOrchestrationContext _context;
    readonly AppRunInput _input;

    /// <summary>Begins where the last execution left off.</summary>
    public AppSession(TaskOrchestrationContext context, AppRunInput input)
    {
        _context = context;
        _input = input;
        Tally = new(input.App, input.Progress?.Outcome);
        Quota = new(context, input.QuotaKey, input.Progress?.Executions ?? 0, Tally);
        Apple = new(context, Quota, Tally, input.Deadline);
    }

    /// <summary>The counts.</summary>
    public AppRunTally Tally { get; }

    /// <summary>The quota.</summary>
    public QuotaSession Quota { get; }

    /// <summary>Calls of activities that talk to Apple.</summary>
    public AppleSteps Apple { get; }

    /// <summary>Whether the app counts as late.</summary>
    public bool IsLate => _context.CurrentUtcDateTime >= _input.Deadline;

    /// <summary>Notes a failure that concerns the app's requests; without the ongoing one no table can be had.</summary>
    public void Fail(AccessType accessType, TableState state, string message, string whatToDo)
    {
        Tally.Failed("", state, message, whatToDo);
        if (accessType == AccessType.Ongoing)
        {
            foreach (var table in _input.Tables)
            {
                Tally.State(table.Name, state);
            }
        }
    }

    /// <summary>Notes instances that were not reached before the app's deadline.</summary>
    public void Late(IEnumerable<InstanceReference> left)
    {
        foreach (var table in left.GroupBy(i => i.Table).OrderBy(g => g.Key, StringComparer.Ordinal))
        {
            Tally.Failed(table.Key, TableState.Late, $"{table.Count()} instances were not reached before the app's deadline; the next run goes on.", "");
        }
    }

    /// <summary>Shows the state of things to monitors.</summary>
    public void Show(string phase, int done = 0, int total = 0) => _context.SetCustomStatus(new AppRunStatus
    {
        Phase = phase,
        App = _input.App.Name,
        InstancesDone = done,
        InstancesTotal = total,
        Rows = Tally.Rows,
        Failures = Tally.Failures,
    });
}
