using System.Globalization;
using AppleAnalytics.Reports;

namespace AppleAnalytics.Curation;

/// <summary>Names of columns that the catalogue does not know.</summary>
internal static class ColumnNames
{
    /// <summary>Columns of our own that every curated table has.</summary>
    public const string MetricDate = "metric_date";
    public const string AppName = "app_name";
    public const string ProcessingDate = "processing_date";
    public const string InstanceId = "instance_id";
    public const string AccessType = "access_type";

    /// <summary>The partition keys, which no column may be called like.</summary>
    public static IReadOnlyList<string> PartitionKeys { get; } = ["dt", "app_id"];

    /// <summary>Apple's header in lower case with underscores; prefix <c>apple_</c> where that name is taken or begins with a digit.</summary>
    public static string ForUnknown(string header, IReadOnlySet<string> taken)
    {
        var name = SnakeCase.Of(header);
        if (name.Length == 0)
        {
            name = "column";
        }

        if (taken.Contains(name) || char.IsAsciiDigit(name[0]))
        {
            name = "apple_" + name;
        }

        var unique = name;
        for (var i = 2; taken.Contains(unique); i++)
        {
            unique = string.Create(CultureInfo.InvariantCulture, $"{name}_{i}");
        }

        return unique;
    }
}
