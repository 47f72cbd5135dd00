namespace AppleAnalytics.Runs;

/// <summary>What a run is asked to do; the input of its orchestration.</summary>
public sealed record RunRequest
{
    /// <summary>The run's id, which is also its orchestration's (<see cref="RunIds"/>).</summary>
    public required string RunId { get; init; }

    /// <summary>Why it was started.</summary>
    public required RunKind Kind { get; init; }

    /// <summary>The day to act as, UTC.</summary>
    public required DateOnly Date { get; init; }

    /// <summary>The first metric date wanted, or null for everything Apple still has.</summary>
    public DateOnly? From { get; init; }

    /// <summary>The last metric date wanted, or null for everything Apple still has.</summary>
    public DateOnly? To { get; init; }

    /// <summary>The apps wanted, by Apple's identifier. Default is none named, which means those of the settings.</summary>
    public IReadOnlyList<long> Apps { get; init; } = [];

    /// <summary>The tables wanted. Default is none named, which means those of the settings.</summary>
    public IReadOnlyList<string> Tables { get; init; } = [];

    /// <summary>Whether one-time snapshots are requested and read too, for dates Apple's daily instances no longer cover. Default is false.</summary>
    public bool Snapshot { get; init; }

    /// <summary>Whether the snapshot replaces dates of the range that daily deliveries hold, by vintage, instead of only filling. Default is false.</summary>
    public bool Replace { get; init; }

    /// <summary>Whether nothing waits for a snapshot that is not ready: whoever asked runs it again. Default is false.</summary>
    public bool NoWait { get; init; }
}
