using System.Diagnostics.CodeAnalysis;

namespace AppleAnalytics.Reports;

/// <summary>Every table the pipeline knows, each with the Apple report that feeds it.</summary>
public static class ReportCatalogue
{
    /// <summary>The table of customer reviews, which has no analytics report.</summary>
    public const string Reviews = "reviews";

    /// <summary>The tables that come from analytics reports, in the order they are shown.</summary>
    public static IReadOnlyList<TableDefinition> Tables { get; } =
    [
        CoreReports.Downloads, CoreReports.Engagement, CoreReports.Sessions, CoreReports.Installs, CoreReports.Purchases,
    ];

    /// <summary>The names of all tables, reviews included.</summary>
    public static IReadOnlyList<string> TableNames { get; } = [.. Tables.Select(t => t.Name), Reviews];

    /// <summary>Finds a table by its name, without regard to case.</summary>
    /// <returns>False when the name is unknown or names the reviews.</returns>
    public static bool TryGet(string name, [NotNullWhen(true)] out TableDefinition? table)
    {
        table = Tables.FirstOrDefault(t => string.Equals(t.Name, name, StringComparison.OrdinalIgnoreCase));
        return table is not null;
    }

    /// <summary>The table of that name.</summary>
    /// <exception cref="ArgumentException">No table fed by a report has that name; the message lists those that exist.</exception>
    public static TableDefinition Get(string name) =>
        TryGet(name, out var table)
            ? table
            : throw new ArgumentException($"There is no table '{name}'. Known tables: {string.Join(", ", TableNames)}.", nameof(name));
}
