using AppleAnalytics.Functions.Activities;
using AppleAnalytics.Landing;
using AppleAnalytics.Reports;
using AppleAnalytics.Runs;
using Microsoft.DurableTask;

namespace AppleAnalytics.Functions.Orchestrations;

/// <summary>Finds the instances to work on: every table of every request, all at once.</summary>
sealed class FindingSteps(AppRunInput input, AppSession session)
{
    /// <summary>Finds them.</summary>
    /// <returns>The instances in the order to land them, and a request that Apple does not know any more, or null.</returns>
    public async Task<(IReadOnlyList<InstanceReference> Instances, RequestSource? Gone)> FindAsync(IReadOnlyList<RequestSource> sources)
    {
        var searches = sources.SelectMany(s => input.Tables.Select(t => FindAsync(s, t))).ToList();
        await Task.WhenAll(searches);
        RequestSource? gone = null;
        var instances = new List<InstanceReference>();
        foreach (var search in searches)
        {
            var (source, table, outcome) = await search;
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
                    gone = source;
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

        return (LandingOrder.Of(instances, input.Date), gone);
    }

    async Task<(RequestSource Source, string Table, FindInstancesOutcome? Outcome)> FindAsync(RequestSource source, PlannedTable table)
    {
        // A snapshot holds the whole history under one processing date; the window of the ongoing instances does not fit it.
        var windowed = source.AccessType == AccessType.Ongoing;
        try
        {
            var outcome = await session.Apple.CallAsync<FindInstancesOutcome>(
                nameof(FindInstances),
                new FindInstancesInput
                {
                    AppId = input.App.Id,
                    Table = table.Name,
                    RequestId = source.RequestId,
                    AccessType = source.AccessType,
                    RequestSequence = source.Sequence,
                    Today = input.Date,
                    ProcessingFrom = windowed ? table.ProcessingFrom : null,
                    ProcessingTo = windowed ? table.ProcessingTo : null,
                },
                o => (o.Usage, o.DeferredUntil));
            return (source, table.Name, outcome);
        }
        catch (TaskFailedException fault)
        {
            session.Tally.Failed(table.Name, TableState.Failed, fault.FailureDetails.ErrorMessage, "");
            return (source, table.Name, null);
        }
    }
}
