namespace AppleAnalytics.Simulator;

/// <summary>How a ONE_TIME_SNAPSHOT request delivers its history.</summary>
public enum SnapshotShape
{
    /// <summary>One instance per report and granularity holds every date.</summary>
    OneInstance,

    /// <summary>Several instances of the same processing date, thirty dates each.</summary>
    ManyInstances,
}
