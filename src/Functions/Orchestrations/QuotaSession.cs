using AppleAnalytics.Apple;
using AppleAnalytics.Functions.Entities;
using AppleAnalytics.Runs;
using Microsoft.DurableTask;

namespace AppleAnalytics.Functions.Orchestrations;

/// <summary>One orchestration's dealings with the quota: reserves calls block by block, waits by one durable timer, reports what was used.</summary>
sealed class QuotaSession(TaskOrchestrationContext context, string quotaKey, int execution, AppRunTally tally)
{
    ApiUsage _used = ApiUsage.None;
    DateTimeOffset? _pausedUntil;
    string? _holder;
    int _blocks;

    /// <summary>Reserves a block of calls and waits until they may start.</summary>
    /// <param name="calls">How many calls.</param>
    /// <param name="deadline">Past which waiting is no use.</param>
    /// <returns>False when they may not start before the deadline.</returns>
    public async Task<bool> ReserveAsync(int calls, DateTime deadline)
    {
        await ReportAsync();
        _holder = $"{context.InstanceId}:{execution}.{++_blocks}";
        var grant = await context.Entities.CallEntityAsync<QuotaGrant>(
            AppleQuota.Of(quotaKey), nameof(AppleQuota.Reserve), new QuotaReservation(_holder, calls, Now));
        if (await WaitAsync(grant.StartAt, deadline))
        {
            return true;
        }

        // Calls that will not be made are free for others.
        await ReportAsync();
        return false;
    }

    /// <summary>Notes what a step used and whether Apple answered 429.</summary>
    public void Used(ApiUsage usage, DateTimeOffset? deferredUntil)
    {
        tally.Used(usage);
        _used = _used.Add(usage);
        _pausedUntil = deferredUntil > (_pausedUntil ?? DateTimeOffset.MinValue) ? deferredUntil : _pausedUntil;
    }

    /// <summary>Reports to the entity, so that others slow down or go on.</summary>
    public async Task ReportAsync()
    {
        if (_holder is null)
        {
            return;
        }

        var report = new QuotaReport(_holder, _used, _pausedUntil, Now);
        (_holder, _used, _pausedUntil) = (null, ApiUsage.None, null);
        await context.Entities.SignalEntityAsync(AppleQuota.Of(quotaKey), nameof(AppleQuota.Report), report);
    }

    /// <summary>Waits until a time by a durable timer.</summary>
    /// <returns>False, without waiting, when it lies past the deadline.</returns>
    public async Task<bool> WaitAsync(DateTimeOffset until, DateTime deadline)
    {
        if (until.UtcDateTime >= deadline)
        {
            return false;
        }

        var now = context.CurrentUtcDateTime;
        if (until.UtcDateTime > now)
        {
            await context.CreateTimer(until.UtcDateTime, CancellationToken.None);
            tally.Waited(context.CurrentUtcDateTime - now);
        }

        return true;
    }

    DateTimeOffset Now => new(DateTime.SpecifyKind(context.CurrentUtcDateTime, DateTimeKind.Utc));
}
