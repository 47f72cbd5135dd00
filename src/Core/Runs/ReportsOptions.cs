using AppleAnalytics.Reports;
using Microsoft.Extensions.Configuration;

namespace AppleAnalytics.Runs;

/// <summary>Which tables are kept.</summary>
public sealed record ReportsOptions
{
    /// <summary>The tables by name, reviews included. Default is the five Standard reports and the reviews.</summary>
    public IReadOnlyList<string> Tables { get; init; } = ReportCatalogue.DefaultTableNames;

    /// <summary>
    /// Reads <c>Reports__Tables</c>, any tables of the catalogue, and <c>Reports__Detailed</c>, <c>Reports__Weekly</c> and
    /// <c>Reports__Monthly</c>, which add the variants of these that Apple has.
    /// </summary>
    /// <exception cref="ConfigurationException">A table is unknown, or a switch is neither true nor false.</exception>
    public static ReportsOptions From(IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        var names = Setting.List(configuration, "Reports:Tables")
            .Select(n => ReportCatalogue.Canonical(n) ?? throw new ConfigurationException(
                $"Reports__Tables names the table '{n}', which does not exist; known tables are {ReportCatalogue.KnownTables}."))
            .Distinct().ToList();
        return new()
        {
            Tables = ReportCatalogue.WithVariants(
                names.Count == 0 ? ReportCatalogue.DefaultTableNames : names,
                Switch(configuration, "Reports:Detailed"),
                Switch(configuration, "Reports:Weekly"),
                Switch(configuration, "Reports:Monthly")),
        };
    }

    static bool Switch(IConfiguration configuration, string key) => configuration[key] switch
    {
        null or "" => false,
        var text => bool.TryParse(text, out var value)
            ? value
            : throw new ConfigurationException($"{Setting.Name(key)} is '{text}'; set it to true or false."),
    };
}
