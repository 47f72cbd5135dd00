using Microsoft.Extensions.Logging;

namespace Microsoft.DurableTask;

/// <summary>The factory of <see cref="ReplaySafeLogger"/>s for one orchestration context.</summary>
internal sealed class ReplaySafeLoggers(TaskOrchestrationContext context, Func<ILoggerFactory> underlying) : ILoggerFactory
{
    private const int MaxDepth = 10;

    public ILogger CreateLogger(string categoryName) =>
        new ReplaySafeLogger(context, Unwrap(underlying()).CreateLogger(categoryName));

    public void AddProvider(ILoggerProvider provider) =>
        throw new NotSupportedException("Adding providers to the replay-safe logger factory is not supported.");

    // The underlying factory belongs to the host.
    public void Dispose()
    {
    }

    /// <summary>A context that wraps another may hand out that one's replay-safe factory; wrapping twice would be of no use.</summary>
    public static ILoggerFactory Unwrap(ILoggerFactory factory)
    {
        for (var depth = 0; factory is ReplaySafeLoggers wrapped; depth++)
        {
            if (depth >= MaxDepth)
            {
                throw new InvalidOperationException(
                    "The logger factory of this orchestration context leads back to itself. "
                    + "Return the inner context's ReplaySafeLoggerFactory from LoggerFactory, not this context's own.");
            }

            factory = wrapped.Underlying;
        }

        return factory;
    }

    private ILoggerFactory Underlying => underlying();
}
