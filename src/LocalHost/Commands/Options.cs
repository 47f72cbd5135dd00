using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using AppleAnalytics.Reports;

namespace AppleAnalytics.LocalHost.Commands;

/// <summary>The options more than one verb has, with the sentences for values that are wrong.</summary>
internal static class Options
{
    const string DateFormat = "yyyy-MM-dd";

    /// <summary>An option that takes a day as YYYY-MM-DD.</summary>
    public static Option<DateOnly?> Day(string name, string description, bool required = false) => new(name)
    {
        Description = description,
        HelpName = "YYYY-MM-DD",
        Required = required,
        CustomParser = result => ParseDay(name, result),
    };

    /// <summary>Apps by Apple's identifier.</summary>
    public static Option<long[]> Apps(
        string description = "Apple identifiers of the apps, separated by commas. Default is every app of the settings (Apps__Include, else all the key sees).") => new("--apps")
    {
        Description = description,
        HelpName = "ID,ID,…",
        CustomParser = ParseApps,
        DefaultValueFactory = _ => [],
    };

    /// <summary>Tables by name.</summary>
    public static Option<string[]> Tables(
        string description = "Tables, separated by commas, such as downloads or purchases_detailed; docs/data-dictionary.md lists them all. Default is Reports__Tables.") => new("--tables")
    {
        Description = description,
        HelpName = "TABLE,TABLE,…",
        CustomParser = ParseTables,
        DefaultValueFactory = _ => [],
    };

    /// <summary>Why a pin is set.</summary>
    public static Option<string?> Reason() => new("--reason") { Description = "Why, for whoever reads it in `status`. Default is nothing.", HelpName = "TEXT" };

    static DateOnly? ParseDay(string name, ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        if (DateOnly.TryParseExact(text, DateFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            return day;
        }

        result.AddError($"{name} '{text}' is not a day; write it as YYYY-MM-DD, such as 2026-01-31.");
        return null;
    }

    static long[] ParseApps(ArgumentResult result)
    {
        var apps = new List<long>();
        foreach (var text in Split(result))
        {
            if (!long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var id) || id <= 0)
            {
                result.AddError($"--apps '{text}' is not an Apple identifier; it is the number in App Store Connect's app information, such as 1476097583.");
                return [];
            }

            apps.Add(id);
        }

        return [.. apps.Distinct()];
    }

    static string[] ParseTables(ArgumentResult result)
    {
        var tables = new List<string>();
        foreach (var text in Split(result))
        {
            var table = ReportCatalogue.Canonical(text);
            if (table is null)
            {
                result.AddError($"There is no table '{text}'; known tables are {ReportCatalogue.KnownTables}.");
                return [];
            }

            tables.Add(table);
        }

        return [.. tables.Distinct()];
    }

    static IEnumerable<string> Split(ArgumentResult result) =>
        result.Tokens.SelectMany(t => t.Value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
}
