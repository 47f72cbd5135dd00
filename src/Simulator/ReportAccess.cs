namespace AppleAnalytics.Simulator;

/// <summary>Access type of a report request.</summary>
public enum ReportAccess
{
    /// <summary><c>ONGOING</c>: instances from the day of creation on.</summary>
    Ongoing,

    /// <summary><c>ONE_TIME_SNAPSHOT</c>: the history up to the day of creation.</summary>
    OneTimeSnapshot,
}
