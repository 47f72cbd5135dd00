using static AppleAnalytics.Reports.ReportColumns;

namespace AppleAnalytics.Reports;

/// <summary>
/// The smaller reports about the app's use (Apple, "Analytics Reports": App Crashes, App Clip Usage, App Store Opt-in,
/// Platform App Installs).
/// </summary>
internal static class UsageReports
{
    public static ReportEntry Crashes { get; } = new()
    {
        Table = "crashes",
        Report = "App Crashes",
        Description = "Crashes with a crash log, by users who share their data",
        CompleteAfterDays = 5,
        HasUserFloor = true,
        Columns =
        [
            AppName, AppAppleIdentifier, AppVersion, Device, PlatformVersion,
            Measure("Crashes", "crashes", "Crashes"),
            Unique("Unique Devices", "unique_devices", "Devices with a crash"),
        ],
    };

    public static ReportEntry AppClips { get; } = new()
    {
        Table = "app_clips",
        Report = "App Clip Usage",
        Description = "Views, installations, sessions and crashes of the app's App Clips, by users who share their data",
        Detailed = ReportEntry.EveryPeriod,
        CompleteAfterDays = 5,
        HasUserFloor = true,
        Columns =
        [
            AppName, AppAppleIdentifier,
            Text("App Clip Event Type", "app_clip_event_type", "Views, Installations, Sessions or Crashes"),
            SourceType, SourceInfo, Campaign,
            Text("App Version", "app_version", "The App Clip's version"),
            Device, PlatformVersion, Territory,
            Measure("Counts", "counts", "Events of that type"),
            Measure("Total Session Duration", "total_session_duration", "Time the App Clip was used") with { Unit = "seconds", ValueRequired = false },
            Unique("Unique Devices", "unique_devices", "Devices with such an event"),
        ],
        DerivedMeasures =
        [
            new("views", "counts", "app_clip_event_type", ["View", "Views"], "Times the App Clip's card was shown"),
            new("installs", "counts", "app_clip_event_type", ["Installation", "Installations", "Install"], "Installations of the App Clip"),
            new("sessions", "counts", "app_clip_event_type", ["Session", "Sessions"], "Times the App Clip was used for at least one second"),
            new("crashes", "counts", "app_clip_event_type", ["Crash", "Crashes"], "Crashes of the App Clip"),
        ],
    };

    public static ReportEntry OptIn { get; } = new()
    {
        Table = "opt_in",
        Report = "App Opt In",
        Description = "How many first-time downloaders share their data with the developer",
        Granularities = ReportEntry.DailyOnly,
        CompleteAfterDays = 3,
        Columns =
        [
            AppName, AppAppleIdentifier,
            Measure("Downloading Users", "downloading_users", "Users who downloaded the app for the first time"),
            Measure("Users Opting-In", "users_opting_in", "Those of them who share their usage and diagnostic data"),
        ],
    };

    public static ReportEntry PlatformInstalls { get; } = new()
    {
        Table = "platform_installs",
        Report = "Platform App Installs",
        Description = "Installations in the European Union from the App Store, TestFlight and other distribution",
        Granularities = ReportEntry.DailyOnly,
        CompleteAfterDays = 1,
        HistoryStart = new(2024, 3, 5),
        DateHeaders = ["Install Day", "Date"],
        Columns =
        [
            AppName, AppAppleIdentifier,
            Text("Install Type", "install_type", "Such as First-time install, Reinstall, Update, Restore"),
            Text("Channel", "channel", "App Store, TestFlight, Admin managed, or the name of a marketplace or web domain"),
            Device, PlatformVersion, Territory,
            Measure("Installs", "installs", "Installations, updates included"),
        ],
    };
}
