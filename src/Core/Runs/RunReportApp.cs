namespace AppleAnalytics.Runs;

/// <summary>One app of a run.</summary>
/// <param name="Id">Apple's identifier.</param>
/// <param name="Name">Its name.</param>
/// <param name="State">The heaviest state of its tables.</param>
/// <param name="Tables">The state of each table, by name.</param>
/// <param name="Rows">Rows read.</param>
/// <param name="Snapshot">Where its one-time snapshot stands.</param>
public sealed record RunReportApp(
    long Id, string Name, TableState State, IReadOnlyDictionary<string, TableState> Tables, long Rows, SnapshotState Snapshot = SnapshotState.None);
