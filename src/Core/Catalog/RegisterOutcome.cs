using AppleAnalytics.Lake;

namespace AppleAnalytics.Catalog;

/// <summary>What registering partitions did.</summary>
public sealed record RegisterOutcome : IUsesLake
{
    const int MostSentences = 20;

    /// <summary>Partitions registered.</summary>
    public int Registered { get; init; }

    /// <summary>Partitions that could not be registered; their markers stay and the next run tries again.</summary>
    public int Failed { get; init; }

    /// <summary>Markers whose partition is not published yet; they stay.</summary>
    public int Waiting { get; init; }

    /// <summary>A sentence for the person who reads the run report; empty when there is nothing to say.</summary>
    public string Message { get; init; } = "";

    /// <summary>What it used of the lake.</summary>
    public LakeUsage Lake { get; init; } = LakeUsage.None;

    /// <summary>Partitions taken away because they are not in the lake.</summary>
    public int Unregistered { get; init; }

    /// <summary>Tables made or changed.</summary>
    public int TablesDeclared { get; init; }

    /// <summary>Deliveries not registered in their raw table, because their columns come in another order.</summary>
    public int RawSkipped { get; init; }

    /// <summary>Statements Athena ran.</summary>
    public int Queries { get; init; }

    /// <summary>Bytes they scanned.</summary>
    public long BytesScanned { get; init; }

    /// <summary>What is wrong with the catalogue, in sentences for the person who must act.</summary>
    public IReadOnlyList<string> Problems { get; init; } = [];

    /// <summary>How Athena and the lake were seen to differ, in words; what could be repaired is repaired by now.</summary>
    public IReadOnlyList<string> Differences { get; init; } = [];

    /// <summary>What Athena counted of the last dates, by table.</summary>
    public IReadOnlyList<TableCheck> Checks { get; init; } = [];

    /// <summary>What is to be run at Athena next; null when nothing is left.</summary>
    public IReadOnlyList<StatementReference>? Statements { get; init; }

    /// <summary>This and what came after it. Failed and waiting partitions are those that are left, so the later figures stand.</summary>
    public RegisterOutcome Then(RegisterOutcome next)
    {
        ArgumentNullException.ThrowIfNull(next);
        return next with
        {
            Registered = Registered + next.Registered,
            Message = Message.Length > 0 ? Message : next.Message,
            Unregistered = Unregistered + next.Unregistered,
            TablesDeclared = TablesDeclared + next.TablesDeclared,
            RawSkipped = RawSkipped + next.RawSkipped,
            Queries = Queries + next.Queries,
            BytesScanned = BytesScanned + next.BytesScanned,
            Problems = Sentences(Problems, next.Problems),
            Differences = Sentences(Differences, next.Differences),
            Checks = [.. Checks, .. next.Checks],
            Lake = Lake.Add(next.Lake),
        };
    }

    static List<string> Sentences(IReadOnlyList<string> first, IReadOnlyList<string> second) => [.. first.Concat(second).Distinct().Take(MostSentences)];
}
