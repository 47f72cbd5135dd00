namespace AppleAnalytics.Curation;

/// <summary>What publishing one date did.</summary>
public enum PartitionState
{
    /// <summary>The partition was written.</summary>
    Written,

    /// <summary>It stood from this very delivery already; nothing was written.</summary>
    Unchanged,

    /// <summary>A newer vintage or a pin holds the date; nothing was written.</summary>
    Superseded,
}
