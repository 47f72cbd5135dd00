using AppleAnalytics.Functions.Activities;
using AppleAnalytics.Landing;
using AppleAnalytics.Reports;
using AppleAnalytics.Requests;
using AppleAnalytics.Runs;
using Microsoft.DurableTask;

namespace AppleAnalytics.Functions.Orchestrations;

/// <summary>What an app's run tells the registry when it is through: what delivers, what cannot be read, what is silent, what is read to its end.</summary>
sealed class SettlingSteps(TaskOrchestrationContext context, AppRunInput input, AppSession session, RegistrySteps registry, RequestSteps requests)
{
    /// <summary>Days without a new instance after which a request that delivered may have been stopped; Apple says nothing when it stops one.</summary>
    const int SilentDays = 2;

    /// <summary>How long a silent request that delivered before is believed to be alive.</summary>
    static readonly TimeSpan BelievedFor = TimeSpan.FromHours(20);

    /// <summary>How long a request without any instance is believed to be alive; an app too small for its reports has none for long.</summary>
    static readonly TimeSpan BelievedWithoutData = TimeSpan.FromDays(7);

    /// <summary>How long a snapshot is looked at after its request: its data come within days, for some tables never.</summary>
    static readonly TimeSpan SnapshotReadFor = TimeSpan.FromDays(7);

    /// <summary>How long a snapshot that delivers nothing is waited for.</summary>
    static readonly TimeSpan SnapshotPatience = TimeSpan.FromDays(30);

    /// <summary>Tells it.</summary>
    /// <param name="found">What was found.</param>
    /// <param name="unlanded">Instances that were found and are not in the lake.</param>
    public async Task RunAsync(FoundInstances found, IReadOnlyCollection<string> unlanded)
    {
        foreach (var source in found.Sources)
        {
            var searches = found.Of(source);
            await NoteAsync(source, searches);
            List<InstanceSearch> landed = [.. searches.Where(s => s.IsAnswered && !s.Outcome!.Instances.Any(i => unlanded.Contains(i.InstanceId)))];
            if (source.AccessType == AccessType.OneTimeSnapshot)
            {
                await SettleAsync(source, searches, landed);
            }
            else if (landed.Count == searches.Count && (source.Request.Stopped is not null || IsSilent(source, searches)))
            {
                await requests.LookAgainAsync(source);
            }
        }
    }

    async Task NoteAsync(RequestSource source, IReadOnlyList<InstanceSearch> searches)
    {
        if (searches.FirstOrDefault(s => s.Outcome?.State == FindInstancesState.AgreementMissing) is { } missing)
        {
            await registry.FailAsync(source.AccessType, EnsureRequestState.AgreementMissing, missing.Outcome!.Message);
        }
        else if (searches.All(s => s.Outcome?.State == FindInstancesState.Refused))
        {
            await registry.FailAsync(source.AccessType, EnsureRequestState.Refused, searches[0].Outcome!.Message);
        }
        else if (searches.Any(s => s.Outcome?.Listed > 0) && (source.Request.FirstDelivered is null || source.HasProblem))
        {
            await registry.DeliverAsync(source.RequestId);
        }
    }

    async Task SettleAsync(RequestSource source, IReadOnlyList<InstanceSearch> searches, List<InstanceSearch> landed)
    {
        // Two looks agree before a table counts as read: a snapshot may come as many instances, and not all of them at once.
        var age = context.CurrentUtcDateTime - source.Request.FirstSeen;
        var hasData = searches.Any(s => s.Outcome?.Listed > 0);
        var isEnough = age >= SnapshotPatience || (hasData && age >= SnapshotReadFor);
        List<string> read = [.. landed.Where(s => s.Outcome!.Unsettled == 0 && (s.Outcome.Listed > 0 || isEnough)).Select(s => s.Table)];
        List<string> unread = [.. searches.Select(s => s.Table).Where(source.Wants).Except(read)];
        var known = await registry.LookAsync(source.RequestId, read, unread);
        session.Tally.Snapshot(unread.Count == 0 ? SnapshotState.Read : SnapshotState.Waiting);
        if (known.UnreadTables is not null && input.Kind != RunKind.Snapshot && !input.NoWait)
        {
            await context.CallActivityAsync<SnapshotStart>(
                nameof(StartSnapshotRun), new SnapshotWait { App = input.App, RequestId = source.RequestId }, Retries.Transient);
        }
    }

    bool IsSilent(RequestSource source, IReadOnlyList<InstanceSearch> searches)
    {
        var unseen = context.CurrentUtcDateTime - source.Request.Confirmed;
        return searches.Max(s => s.Outcome!.Newest) is { } newest
            ? input.Date.DayNumber - newest.DayNumber > SilentDays && unseen >= BelievedFor
            : unseen >= BelievedWithoutData;
    }
}
