using System.Reflection;

namespace AppleAnalytics.Simulator.Data;

/// <summary>The data files inside the assembly.</summary>
internal static class Resource
{
    /// <summary>Rows of a comma-separated file without quoting, header skipped.</summary>
    public static IReadOnlyList<string[]> Rows(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The assembly lacks its data file {name}; build the project again.");
        using var reader = new StreamReader(stream);
        var rows = new List<string[]>();
        reader.ReadLine();
        while (reader.ReadLine() is { } line)
        {
            rows.Add(line.Split(','));
        }
        return rows;
    }
}
