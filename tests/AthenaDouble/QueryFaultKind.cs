namespace AppleAnalytics.AthenaDouble;

/// <summary>What can happen to a query.</summary>
public enum QueryFaultKind
{
    /// <summary>It fails, and would fail again.</summary>
    Failed,

    /// <summary>It fails, and Athena says that it may be tried again.</summary>
    FailedForNow,

    /// <summary>Somebody cancels it.</summary>
    Cancelled,

    /// <summary>It is not taken: too many queries.</summary>
    Throttled,

    /// <summary>It runs until it is stopped.</summary>
    Endless,

    /// <summary>It is taken, and the answer that says so is lost.</summary>
    AnswerLost,
}
