namespace AppleAnalytics.Catalog;

/// <summary>Which partitions to register: all that are marked, also by earlier runs. Athena is asked in rounds, until there is nothing left to ask.</summary>
public sealed record RegisterInput
{
    /// <summary>The run.</summary>
    public string RunId { get; init; } = "";

    /// <summary>Our tables whose rows are counted and compared.</summary>
    public IReadOnlyList<string> Tables { get; init; } = [];

    /// <summary>The day the run acts as; the rows of the 14 dates up to it are counted.</summary>
    public DateOnly Date { get; init; }

    /// <summary>Whether the comparison has been made.</summary>
    public bool Compared { get; init; }

    /// <summary>Athena tables of which a statement failed in this run; they are left alone. An empty name stands for the database.</summary>
    public IReadOnlyList<string> Broken { get; init; } = [];
}
