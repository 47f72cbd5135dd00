using DurableTask.Core.Exceptions;
using Microsoft.DurableTask;
using CoreTaskFailedException = DurableTask.Core.Exceptions.TaskFailedException;
using TaskFailedException = Microsoft.DurableTask.TaskFailedException;

namespace AppleAnalytics.LocalHost.Engine;

/// <summary>Calls an activity or a sub-orchestration until it succeeds or the caller's options say that it is enough.</summary>
/// <param name="context">The orchestration that calls.</param>
/// <param name="name">The function called.</param>
/// <param name="isActivity">False for a sub-orchestration.</param>
/// <param name="call">Makes one attempt and gives its sequence number and its answer.</param>
internal sealed class RetryLoop(TaskOrchestrationContext context, string name, bool isActivity, Func<(int Task, Task<HistoryEntry> Answer)> call)
{
    /// <exception cref="TaskFailedException">The last attempt failed.</exception>
    public Task<HistoryEntry> Run(TaskRetryOptions? options) => options switch
    {
        { Policy: { } policy } => RunWithPolicy(policy),
        { Handler: { } handler } => RunWithHandler(handler),
        _ => RunOnce(),
    };

    private async Task<HistoryEntry> RunOnce()
    {
        var (answer, error) = await Attempt();
        return error is null ? answer : throw error;
    }

    private async Task<HistoryEntry> RunWithPolicy(RetryPolicy policy)
    {
        var began = context.CurrentUtcDateTime;
        for (var attempt = 0; ; attempt++)
        {
            var (answer, error) = await Attempt();
            if (error is null)
            {
                return answer;
            }

            if (answer.Failure!.Final || attempt + 1 >= policy.MaxNumberOfAttempts || !Allows(policy, answer))
            {
                throw error;
            }

            if (policy.RetryTimeout != Timeout.InfiniteTimeSpan
                && policy.RetryTimeout < TimeSpan.MaxValue
                && context.CurrentUtcDateTime >= began + policy.RetryTimeout)
            {
                throw error;
            }

            var delay = policy.FirstRetryInterval.TotalMilliseconds * Math.Pow(policy.BackoffCoefficient, attempt);
            var longest = policy.MaxRetryInterval == Timeout.InfiniteTimeSpan ? double.MaxValue : policy.MaxRetryInterval.TotalMilliseconds;
            await context.CreateTimer(
                context.CurrentUtcDateTime.AddMilliseconds(Math.Min(delay, longest)),
                CancellationToken.None);
        }
    }

    private async Task<HistoryEntry> RunWithHandler(AsyncRetryHandler handler)
    {
        var began = context.CurrentUtcDateTime;
        for (var attempt = 1; ; attempt++)
        {
            var (answer, error) = await Attempt();
            if (error is null)
            {
                return answer;
            }

            if (answer.Failure!.Final
                || !await handler(new RetryContext(context, attempt, answer.Failure.ToDetails(), context.CurrentUtcDateTime - began, CancellationToken.None)))
            {
                throw error;
            }
        }
    }

    private async Task<(HistoryEntry Answer, TaskFailedException? Error)> Attempt()
    {
        var (task, pending) = call();
        var answer = await pending;
        var error = answer.Failure is { } failure ? new TaskFailedException(name, task, failure.ToDetails()) : null;
        return (answer, error);
    }

    /// <summary>Asks the policy's filter, which takes the framework's own exceptions only. A filter that throws means no.</summary>
    private bool Allows(RetryPolicy policy, HistoryEntry answer)
    {
        var details = answer.Failure!.ToCoreDetails();
        OrchestrationException exception = isActivity
            ? new CoreTaskFailedException(0, answer.Task!.Value, name, string.Empty, answer.Failure.Message, null!)
            : new SubOrchestrationFailedException(0, answer.Task!.Value, name, string.Empty, answer.Failure.Message, null!);
        exception.FailureDetails = details;
        try
        {
            return policy.Handle(exception);
        }
#pragma warning disable CA1031 // As in Azure: an error in the filter must not hide the error it was asked about.
        catch (Exception)
#pragma warning restore CA1031
        {
            return false;
        }
    }
}
