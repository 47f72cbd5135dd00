using Polly;

namespace AppleAnalytics.Apple;

/// <summary>Lets at most so many executions through at once; the others wait.</summary>
/// <param name="slots">The free places.</param>
internal sealed class ConcurrencyLimit<T>(SemaphoreSlim slots) : ResilienceStrategy<T>
{
    protected override async ValueTask<Outcome<T>> ExecuteCore<TState>(
        Func<ResilienceContext, TState, ValueTask<Outcome<T>>> callback, ResilienceContext context, TState state)
    {
        try
        {
            await slots.WaitAsync(context.CancellationToken);
        }
        catch (OperationCanceledException e)
        {
            return Outcome.FromException<T>(e);
        }

        try
        {
            return await callback(context, state);
        }
        finally
        {
            slots.Release();
        }
    }
}
