namespace AppleAnalytics.Catalog;

/// <summary>Where a started statement is.</summary>
public enum StatementState
{
    /// <summary>Waits or runs.</summary>
    Running,

    /// <summary>Has run, and what follows from it is done.</summary>
    Succeeded,

    /// <summary>Failed.</summary>
    Failed,

    /// <summary>Was cancelled.</summary>
    Cancelled,
}
