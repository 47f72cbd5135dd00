using AppleAnalytics.Functions.Activities;
using AppleAnalytics.Landing;
using AppleAnalytics.Reports;
using AppleAnalytics.Reviews;
using AppleAnalytics.Runs;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.Extensions.Logging;

namespace AppleAnalytics.Functions.Orchestrations;

/// <summary>One app's part of a run: its requests, its instances, its reviews. Whatever goes wrong is a count in its outcome.</summary>
public sealed partial class AppRun
{
    /// <summary>Instances after which it continues as new: a history stays a few hundred events short.</summary>
    public const int InstancesPerExecution = 60;

    /// <summary>The orchestrator.</summary>
    [Function(nameof(AppRun))]
    public async Task<AppRunOutcome> RunAsync([OrchestrationTrigger] TaskOrchestrationContext context, AppRunInput input)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(input);
        var log = context.CreateReplaySafeLogger<AppRun>();
        var session = new AppSession(context, input);
        Started(log, input.RunId, input.App.Id, input.App.Name, input.Progress?.Executions ?? 0);
        session.Show("quota");
        var reviews = input.Reviews && input.Progress is null;
        if (!await session.Quota.ReserveAsync((input.Tables.Count * 2) + (reviews ? 2 : 1), input.Deadline))
        {
            return Late(log, input, session);
        }

        var reviewing = reviews ? ReviewAsync(input, session) : Task.CompletedTask;
        IReadOnlyList<InstanceReference> remaining = [];
        var tried = input.Progress?.Tried ?? [];
        if (input.Tables.Count > 0)
        {
            var registry = new RegistrySteps(context, input.App.Id);
            var requests = new RequestSteps(context, input, session, registry);
            var found = await FindAsync(input, session, registry, requests);
            var instances = found.Instances.Where(i => !tried.Contains(i.InstanceId)).ToList();
            remaining = [.. instances.Skip(InstancesPerExecution)];
            Found(log, input.RunId, input.App.Id, instances.Count);
            var steps = new InstanceSteps(context, input, session);
            session.Show("landing", 0, instances.Count);
            await steps.RunAsync([.. instances.Take(InstancesPerExecution)]);
            tried = [.. tried, .. steps.Tried];
            if (remaining.Count == 0 && !session.IsLate)
            {
                session.Show("settling", instances.Count, instances.Count);
                await new SettlingSteps(context, input, session, registry, requests).RunAsync(found, [.. tried.Except(steps.Landed)]);
            }
        }

        await reviewing;
        await session.Quota.ReportAsync();
        if (remaining.Count > 0 && !session.IsLate)
        {
            var sofar = session.Tally.ToOutcome();
            context.ContinueAsNew(input with { Progress = new(sofar, tried, (input.Progress?.Executions ?? 0) + 1) });
            return sofar;
        }

        session.Late(remaining);
        session.Show("done");
        var outcome = session.Tally.ToOutcome();
        Ended(log, input.RunId, input.App.Id, outcome.State, session.Tally.Rows, outcome.Failures.Count);
        return outcome;
    }

    static async Task<FoundInstances> FindAsync(AppRunInput input, AppSession session, RegistrySteps registry, RequestSteps requests)
    {
        session.Show("requests");
        var finding = new FindingSteps(input, session);
        var sources = await requests.EnsureAsync();
        session.Show("finding");
        var found = await finding.FindAsync(sources);
        if (found.Gone is not { } gone)
        {
            return found;
        }

        // The request was deleted at Apple: forget it, have another, look once more.
        await registry.RetireAsync(gone.RequestId);
        found = await finding.FindAsync(await requests.EnsureAsync());
        if (found.Gone is { } again)
        {
            session.Fail(again.AccessType, TableState.Failed, "Apple does not know the report request it has just confirmed; the next run tries again.", "");
        }

        return found;
    }

    static async Task ReviewAsync(AppRunInput input, AppSession session)
    {
        try
        {
            session.Tally.Reviewed(await session.Apple.CallAsync<ReviewsOutcome>(
                nameof(CurateReviews), new CurateReviewsInput(input.App.Id, input.Date, input.Date) { RunId = input.RunId }, o => (o.Usage, o.DeferredUntil)));
        }
        catch (TaskFailedException fault)
        {
            session.Tally.Failed(ReportCatalogue.Reviews, TableState.Failed, fault.FailureDetails.ErrorMessage, "");
        }
    }

    static AppRunOutcome Late(ILogger log, AppRunInput input, AppSession session)
    {
        session.Fail(AccessType.Ongoing, TableState.Late, "Apple's hourly limit left no call before the app's deadline; the next run goes on.", "");
        var outcome = session.Tally.ToOutcome();
        Ended(log, input.RunId, input.App.Id, outcome.State, session.Tally.Rows, outcome.Failures.Count);
        return outcome;
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "{RunId}: app {AppId} ({App}) started, execution {Execution}")]
    static partial void Started(ILogger log, string runId, long appId, string app, int execution);

    [LoggerMessage(Level = LogLevel.Information, Message = "{RunId}: app {AppId} has {Instances} instances to work on")]
    static partial void Found(ILogger log, string runId, long appId, int instances);

    [LoggerMessage(Level = LogLevel.Information, Message = "{RunId}: app {AppId} ended {State}, {Rows} rows, {Failures} failures")]
    static partial void Ended(ILogger log, string runId, long appId, TableState state, long rows, int failures);
}
