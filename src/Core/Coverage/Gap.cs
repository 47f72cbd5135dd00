namespace AppleAnalytics.Coverage;

/// <summary>Consecutive dates of one table and app that are not published, for one reason.</summary>
/// <param name="AppId">Apple's identifier of the app.</param>
/// <param name="Table">The table's name without prefix.</param>
/// <param name="From">The first date.</param>
/// <param name="To">The last date.</param>
/// <param name="Dates">How many dates of the table lie in between, both included.</param>
/// <param name="State">Why they are not there.</param>
/// <param name="Fill">What can still bring them.</param>
public sealed record Gap(long AppId, string Table, DateOnly From, DateOnly To, int Dates, DateState State, GapFill Fill)
{
    /// <summary>What to do, in a sentence; empty where nothing is to be done.</summary>
    public string WhatToDo => (State, Fill) switch
    {
        (DateState.Missed, GapFill.Delivery) => $"Run `backfill --from {From:yyyy-MM-dd} --to {To:yyyy-MM-dd}`: Apple still has a delivery that may hold it.",
        (DateState.Missed, GapFill.Snapshot) => "Run `backfill --snapshot`: Apple has no daily delivery left that may hold it, and a snapshot does.",
        (DateState.Missed, _) => "Nothing can bring it: no delivery and no snapshot holds it.",
        _ => "",
    };
}
