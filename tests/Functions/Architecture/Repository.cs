namespace AppleAnalytics.Functions.Architecture;

/// <summary>The repository these tests were built from.</summary>
static class Repository
{
    public static string Root { get; } = Find();

    /// <summary>The C# files under a folder of the repository, build outputs left out.</summary>
    public static IEnumerable<string> Sources(params string[] folder) =>
        Directory.EnumerateFiles(Path.Combine([Root, .. folder]), "*.cs", SearchOption.AllDirectories)
            .Where(f => !f.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal)
                && !f.Contains($"{Path.DirectorySeparatorChar}bin{Path.DirectorySeparatorChar}", StringComparison.Ordinal));

    static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "AppleAnalytics.Durable.sln")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException($"No AppleAnalytics.Durable.sln above {AppContext.BaseDirectory}.");
    }
}
