namespace AppleAnalytics.Simulator.Data;

/// <summary>Apple's spelling of the enumerations.</summary>
internal static class Names
{
    public static readonly string[] Granularities = ["DAILY", "WEEKLY", "MONTHLY"];

    public static readonly string[] AccessTypes = ["ONE_TIME_SNAPSHOT", "ONGOING"];

    public static readonly string[] Categories =
        ["APP_USAGE", "APP_STORE_ENGAGEMENT", "COMMERCE", "FRAMEWORK_USAGE", "PERFORMANCE"];

    public static string Of(Granularity granularity) => Granularities[(int)granularity];

    public static string Of(ReportAccess access) => access == ReportAccess.Ongoing ? "ONGOING" : "ONE_TIME_SNAPSHOT";

    public static bool TryAccess(string? text, out ReportAccess access)
    {
        access = text == "ONGOING" ? ReportAccess.Ongoing : ReportAccess.OneTimeSnapshot;
        return text is "ONGOING" or "ONE_TIME_SNAPSHOT";
    }
}
