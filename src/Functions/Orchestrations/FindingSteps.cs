using AppleAnalytics.Functions.Activities;
using AppleAnalytics.Landing;
using AppleAnalytics.Reports;
using AppleAnalytics.Requests;
using AppleAnalytics.Runs;
using Microsoft.DurableTask;

namespace AppleAnalytics.Functions.Orchestrations;

/// <summary>Finds the instances to work on: every table of every request, all at once.</summary>
sealed class FindingSteps(AppRunInput input, AppSession session)
{
    /// <summary>Finds them.</summary>
    public async Task<FoundInstances> FindAsync(IReadOnlyList<RequestSource> sources)
    {
        var searching = sources.SelectMany(s => input.Tables.Where(t => input.Replace || s.Wants(t.Name)).Select(t => FindAsync(s, t))).ToList();
        await Task.WhenAll(searching);
        var instances = new List<InstanceReference>();
        var searches = new List<InstanceSearch>();
        foreach (var search in searching)
        {
            var (source, table, outcome) = await search;
            searches.Add(new(source, table, outcome));
            if (outcome is null)
            {
                continue;
            }

            instances.AddRange(outcome.Instances);
            switch (outcome.State)
            {
                case FindInstancesState.NotReady:
                    session.Tally.State(table, TableState.Waiting);
                    break;
                case FindInstancesState.Gone:
                    break;
                case FindInstancesState.AgreementMissing:
                    session.Tally.Failed(table, TableState.Refused, outcome.Message, RequestAdvice.AcceptAgreement);
                    break;
                case FindInstancesState.Refused:
                    session.Tally.Failed(table, TableState.Refused, outcome.Message, "Use an API key with the Admin, Sales and Reports or Finance role.");
                    break;
                case FindInstancesState.Deferred:
                    session.Tally.Failed(table, TableState.Late, "Apple's hourly limit did not allow to list the instances in time; the next run goes on.", "");
                    break;
                default:
                    session.Tally.State(table, TableState.Unchanged);
                    break;
            }
        }

        return new(LandingOrder.Of(instances, input.Date), searches);
    }

    async Task<InstanceSearch> FindAsync(RequestSource source, PlannedTable table)
    {
        // A snapshot holds the whole history under one processing date; the window of the ongoing instances does not fit it.
        var windowed = source.AccessType == AccessType.Ongoing;
        try
        {
            var outcome = await session.Apple.CallAsync<FindInstancesOutcome>(
                nameof(FindInstances),
                new FindInstancesInput
                {
                    RunId = input.RunId,
                    AppId = input.App.Id,
                    Table = table.Name,
                    RequestId = source.RequestId,
                    AccessType = source.AccessType,
                    RequestSequence = source.Request.Sequence,
                    Today = input.Date,
                    ProcessingFrom = windowed ? table.ProcessingFrom : null,
                    ProcessingTo = windowed ? table.ProcessingTo : null,
                    IncludeParked = input.Kind == RunKind.Backfill,
                    IncludeSettled = input.Replace && !windowed,
                },
                o => (o.Usage, o.DeferredUntil));
            return new(source, table.Name, outcome);
        }
        catch (TaskFailedException fault)
        {
            session.Tally.Failed(table.Name, TableState.Failed, fault.FailureDetails.ErrorMessage, "");
            return new(source, table.Name, null);
        }
    }
}
