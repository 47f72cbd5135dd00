namespace AppleAnalytics.Reports;

/// <summary>
/// What the framework and performance reports have in common (Apple, "Analytics Reports", Framework Usage and Performance): eight
/// columns, and kinds of columns of their own. Only the date is required, because Apple's documentation is all that is known of them.
/// </summary>
internal static class FrameworkColumns
{
    // Apple: "data is available beginning with iOS 17.4", which came out on that day.
    public static DateOnly FrameworkHistory { get; } = new(2024, 3, 5);

    /// <summary>Apple: data can arrive as late as eight days after its date.</summary>
    public const int FrameworkLateness = 8;

    /// <summary>A report with the eight common columns and those of its own; the table is called as the report is.</summary>
    public static ReportEntry Framework(string report, string description, params IEnumerable<ReportColumn> own) =>
        Of(report, description, [.. CommonToAll, .. own]);

    /// <summary>
    /// A report of which nothing is known but its name: the common columns where they come, every other column as text, as it comes.
    /// </summary>
    public static ReportEntry Generic(string report) =>
        Of(
            report,
            "Not described here: the columns usage reports have in common, and whatever else the report has, as text",
            GenericColumns.Select(c => c with { Expected = false })) with { HasOpenColumns = true };

    /// <summary>A report without the common columns.</summary>
    public static ReportEntry Of(string report, string description, IEnumerable<ReportColumn> columns) => new()
    {
        Table = SnakeCase.Of(report),
        Report = report,
        Description = description,
        Granularities = ReportEntry.DailyOnly,
        CompleteAfterDays = FrameworkLateness,
        HasUserFloor = true,
        HistoryStart = FrameworkHistory,
        Columns = [.. Identity.Where(i => columns.All(c => c.Name != i.Name)), .. columns],
    };

    /// <summary>A dimension.</summary>
    public static ReportColumn Choice(string header, string description, string? name = null) =>
        ReportColumns.Text(header, name ?? SnakeCase.Of(header), description).Optional();

    /// <summary>A yes or no, as Apple spells it.</summary>
    public static ReportColumn Flag(string header, string description, string? name = null) => Choice(header, "Whether " + description, name);

    /// <summary>A figure of which Apple sends only in which of a number of ranges it is; the ranges are in Apple's documentation.</summary>
    public static ReportColumn Range(string header, string description, string unit = "") =>
        Choice(header, description + ", as the number of a range") with { Unit = unit };

    /// <summary>A number that stands for something and counts nothing.</summary>
    public static ReportColumn Code(string header, string description) =>
        ReportColumns.Identifier(header, SnakeCase.Of(header), description).Optional();

    /// <summary>A whole number that adds up over rows.</summary>
    public static ReportColumn Total(string header, string description, string unit = "", string? name = null) =>
        new(header, name ?? SnakeCase.Of(header), ColumnType.BigInt, description) { IsMeasure = true, Summable = true, Required = false, Unit = unit };

    /// <summary>A number with decimals that adds up over rows.</summary>
    public static ReportColumn TotalWithDecimals(string header, string description, string unit = "") =>
        Total(header, description, unit) with { Type = ColumnType.Decimal };

    /// <summary>A whole number that does not add up over rows, or of which Apple does not say that it does.</summary>
    public static ReportColumn Figure(string header, string description, string unit = "") =>
        Total(header, description + "; may not be summed", unit) with { Summable = false };

    /// <summary>A number with decimals that does not add up over rows: averages, rates.</summary>
    public static ReportColumn Average(string header, string description, string unit = "") =>
        Figure(header, description, unit) with { Type = ColumnType.Decimal };

    public static ReportColumn TerritoryOfUser =>
        Choice("Territory", "The App Store's country or region, ISO 3166-1 alpha-2; before 2025-06-23 the region in the device's settings");

    public static ReportColumn DeviceOfEvent => Choice("Device", "The kind of device");

    public static ReportColumn Platform => Choice("Platform", "Operating system and version");

    public static ReportColumn Build => Choice("Build", "The operating system's build");

    public static ReportColumn ReleaseType => Choice("Release Type", "The kind of release of the operating system");

    /// <summary>The columns that nearly all of these reports have, beside the date.</summary>
    public static IReadOnlyList<ReportColumn> CommonToAll { get; } =
    [
        Total("Count", "Times it happened") with { OtherHeaders = ["Counts"] },
        TerritoryOfUser, Platform, DeviceOfEvent, Build,
        Figure("Unique Devices", "Devices on which it happened"),
        ReleaseType,
    ];

    /// <summary>The columns known by name in a report of which nothing else is known.</summary>
    public static IReadOnlyList<ReportColumn> GenericColumns { get; } =
    [
        .. CommonToAll,
        Figure("Unique Counts", "Devices with such an event"),
        Total("Session Count", "Sessions"),
        Total("Total Session Duration", "Length of all sessions", "seconds"),
    ];

    // Apple's documentation does not list them for these reports; where they come they have their place.
    static IReadOnlyList<ReportColumn> Identity =>
    [
        ReportColumns.AppName with { Required = false, Expected = false, Description = "The app's name, where Apple sends it" },
        ReportColumns.AppAppleIdentifier with { Required = false, Expected = false, ValueRequired = false },
    ];
}
