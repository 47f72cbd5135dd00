using AppleAnalytics.Apple;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Entities;

namespace AppleAnalytics.Functions.Entities;

/// <summary>The quota of one API key; its key is the key's id. All rules are <see cref="QuotaBudget"/>'s.</summary>
public sealed class AppleQuota : TaskEntity<QuotaBudget>
{
    /// <summary>The entity of an API key.</summary>
    public static EntityInstanceId Of(string quotaKey) => new(nameof(AppleQuota), quotaKey);

    /// <summary>Grants calls; the answer says when they may start.</summary>
    public QuotaGrant Reserve(QuotaReservation input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var (budget, grant) = State.Reserve(input.Holder, input.Calls, input.Now);
        State = budget;
        return grant;
    }

    /// <summary>Takes in what was really used.</summary>
    public void Report(QuotaReport input)
    {
        ArgumentNullException.ThrowIfNull(input);
        State = State.Report(input.Holder, input.Usage, input.PausedUntil, input.Now);
    }

    /// <summary>The entity's function.</summary>
    [Function(nameof(AppleQuota))]
    public Task DispatchAsync([EntityTrigger] TaskEntityDispatcher dispatcher)
    {
        ArgumentNullException.ThrowIfNull(dispatcher);
        return dispatcher.DispatchAsync<AppleQuota>();
    }
}
