using AppleAnalytics.Reports;
using Microsoft.Extensions.Configuration;

namespace AppleAnalytics.Runs;

/// <summary>Which tables are kept.</summary>
public sealed record ReportsOptions
{
    /// <summary>The tables by name, reviews included. Default is the five Standard reports and the reviews.</summary>
    public IReadOnlyList<string> Tables { get; init; } = ReportCatalogue.TableNames;

    /// <summary>Reads <c>Reports__Tables</c>.</summary>
    /// <exception cref="ConfigurationException">A table is unknown.</exception>
    public static ReportsOptions From(IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        var names = Setting.List(configuration, "Reports:Tables");
        var tables = names.Select(n => Canonical(n) ?? throw new ConfigurationException(
            $"Reports__Tables names the table '{n}', which does not exist; known tables are {string.Join(", ", ReportCatalogue.TableNames)}.")).Distinct().ToList();
        return tables.Count == 0 ? new() : new() { Tables = tables };
    }

    /// <summary>The name of a table as the catalogue spells it, or null when there is no such table.</summary>
    public static string? Canonical(string name) =>
        ReportCatalogue.TableNames.FirstOrDefault(t => string.Equals(t, name, StringComparison.OrdinalIgnoreCase));
}
