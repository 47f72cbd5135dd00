using Microsoft.AspNetCore.Http;

namespace AppleAnalytics.Simulator.Faults;

/// <summary>Says nothing until the caller gives up or the server ends.</summary>
internal static class Quiet
{
    public static async Task UntilAbortedAsync(HttpContext context)
    {
        var gone = new TaskCompletionSource();
        using var registration = context.RequestAborted.Register(() => gone.TrySetResult());
        await gone.Task.ConfigureAwait(false);
        context.Abort();
    }
}
