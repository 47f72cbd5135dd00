namespace AppleAnalytics.LocalHost.Engine;

/// <summary>What the engine needs to know from outside.</summary>
/// <param name="Directory">Where the journal is; created when missing.</param>
/// <param name="TimeProvider">The clock of everything durable.</param>
internal sealed record EngineOptions(string Directory, TimeProvider TimeProvider)
{
    /// <summary>False leaves the flushing of the journal to the operating system: safe when the process dies, not when power fails.</summary>
    public bool FlushToDisk { get; init; } = true;

    /// <summary>Activities that run at the same time, at least 1.</summary>
    public int MaxConcurrentActivities { get; init; } = 4;

    /// <summary>Version of orchestrations that are started without one; null for none.</summary>
    public string? DefaultVersion { get; init; }

    /// <summary>How long stopping waits for activities that do not react to their cancellation.</summary>
    public TimeSpan StopTimeout { get; init; } = TimeSpan.FromSeconds(10);
}
