using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;

namespace AppleAnalytics.Reports;

/// <summary>Every table the pipeline knows, each with the Apple report that feeds it. A new report is one entry here.</summary>
public static class ReportCatalogue
{
    /// <summary>The table of customer reviews, which has no analytics report.</summary>
    public const string Reviews = "reviews";

    static readonly ReportEntry[] Five =
        [CoreReports.Downloads, CoreReports.Engagement, CoreReports.Sessions, CoreReports.Installs, CoreReports.Purchases];

    /// <summary>The reports that have families of tables, the five first; the framework reports are not among them.</summary>
    internal static IReadOnlyList<ReportEntry> Families { get; } =
    [
        .. Five,
        StoreReports.PreOrders, StoreReports.WebPreview, StoreReports.RetentionMessaging,
        SubscriptionReports.Events, SubscriptionReports.State,
        UsageReports.Crashes, UsageReports.AppClips, UsageReports.OptIn, UsageReports.PlatformInstalls,
    ];

    static readonly FrozenDictionary<string, TableDefinition> ByName;

    static ReportCatalogue()
    {
        All = [.. Families.Concat(FrameworkReports.All).SelectMany(e => e.Tables())];
        ByName = All.ToFrozenDictionary(t => t.Name, StringComparer.OrdinalIgnoreCase);
        DefaultTables = [.. Five.Select(e => ByName[e.Table])];
        DefaultTableNames = [.. DefaultTables.Select(t => t.Name), Reviews];
        KnownTables =
            $"{string.Join(", ", Families.Select(e => e.Table))}, {Reviews}, the variants of these that Apple has ({{table}}_detailed, "
            + "{table}_weekly, {table}_monthly), and the framework and performance reports, which docs/data-dictionary.md lists";
    }

    /// <summary>All tables that come from analytics reports: every report and every granularity Apple has.</summary>
    public static IReadOnlyList<TableDefinition> All { get; }

    /// <summary>The tables a run works on unless told otherwise, in the order they are shown: the five Standard reports, daily.</summary>
    public static IReadOnlyList<TableDefinition> DefaultTables { get; }

    /// <summary>The names of <see cref="DefaultTables"/>, and the reviews.</summary>
    public static IReadOnlyList<string> DefaultTableNames { get; }

    /// <summary>Which tables there are, for messages and help texts: too many to name them all.</summary>
    public static string KnownTables { get; }

    /// <summary>Finds a table by its name, without regard to case.</summary>
    /// <returns>False when the name is unknown or names the reviews.</returns>
    public static bool TryGet(string name, [NotNullWhen(true)] out TableDefinition? table) => ByName.TryGetValue(name, out table);

    /// <summary>The table of that name.</summary>
    /// <exception cref="ArgumentException">No table fed by a report has that name; the message says which exist.</exception>
    public static TableDefinition Get(string name) =>
        TryGet(name, out var table)
            ? table
            : throw new ArgumentException($"There is no table '{name}'. Known tables: {KnownTables}.", nameof(name));

    /// <summary>The name of a table, reviews included, as the catalogue spells it; null when there is no such table.</summary>
    public static string? Canonical(string name) =>
        TryGet(name, out var table) ? table.Name : string.Equals(name, Reviews, StringComparison.OrdinalIgnoreCase) ? Reviews : null;

    /// <summary>
    /// The tables with the variants of them that Apple has: first the Detailed ones, then of all of these the weekly and monthly ones.
    /// What has no such variant stays as it is.
    /// </summary>
    /// <param name="tables">Names as the catalogue spells them, reviews included.</param>
    /// <param name="detailed">Whether to add the Detailed tables.</param>
    /// <param name="weekly">Whether to add the weekly tables.</param>
    /// <param name="monthly">Whether to add the monthly tables.</param>
    public static IReadOnlyList<string> WithVariants(IReadOnlyList<string> tables, bool detailed, bool weekly, bool monthly)
    {
        ArgumentNullException.ThrowIfNull(tables);
        IReadOnlyList<string> chosen = detailed ? [.. tables, .. Variants(tables, "_detailed")] : tables;
        return
        [
            .. chosen
                .Concat(weekly ? Variants(chosen, "_weekly") : [])
                .Concat(monthly ? Variants(chosen, "_monthly") : [])
                .Distinct(),
        ];
    }

    static IEnumerable<string> Variants(IEnumerable<string> tables, string suffix) => tables.Select(t => t + suffix).Where(ByName.ContainsKey);
}
