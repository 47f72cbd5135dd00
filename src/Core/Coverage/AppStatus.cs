namespace AppleAnalytics.Coverage;

/// <summary>How one app stands.</summary>
public sealed record AppStatus
{
    /// <summary>Apple's identifier of the app.</summary>
    public required long Id { get; init; }

    /// <summary>The app's name.</summary>
    public required string Name { get; init; }

    /// <summary>How it stands.</summary>
    public required AppCondition Condition { get; init; }

    /// <summary>Since when: the first request of an app that waits, the last look at one that is gone; null where it does not matter.</summary>
    public DateOnly? Since { get; init; }

    /// <summary>Wanted tables that hold rows of it.</summary>
    public int Tables { get; init; }

    /// <summary>The newest metric date of any of its tables; null when nothing is published.</summary>
    public DateOnly? NewestDate { get; init; }

    /// <summary>Missed dates, over its tables.</summary>
    public int Missed { get; init; }

    /// <summary>Those of the missed dates that a delivery or a snapshot can still bring.</summary>
    public int Fillable { get; init; }

    /// <summary>What to do next, in a sentence; empty when nothing is to be done.</summary>
    public string WhatToDo { get; init; } = "";
}
