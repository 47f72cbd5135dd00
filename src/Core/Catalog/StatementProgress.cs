namespace AppleAnalytics.Catalog;

/// <summary>How a started statement goes, and what it did when it has ended.</summary>
public sealed record StatementProgress
{
    /// <summary>Where it is.</summary>
    public required StatementState State { get; init; }

    /// <summary>Why it failed or was cancelled, in a sentence; empty otherwise.</summary>
    public string Message { get; init; } = "";

    /// <summary>Whether the same statement may succeed when it is started again.</summary>
    public bool MayPass { get; init; }

    /// <summary>Bytes it scanned, which is what Athena charges by.</summary>
    public long BytesScanned { get; init; }

    /// <summary>What it did.</summary>
    public RegisterOutcome Effect { get; init; } = new();
}
