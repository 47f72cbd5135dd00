namespace AppleAnalytics.Polyfills.Tests.PackageModes;

/// <summary>Where the sources are that this test assembly was built from.</summary>
internal static class Repository
{
    public static string Root { get; } = Find(AppContext.BaseDirectory);

    public static string PathOf(params string[] parts) => Path.Combine([Root, .. parts]);

    private static string Find(string directory)
    {
        for (var candidate = directory; candidate is not null; candidate = Path.GetDirectoryName(candidate))
        {
            if (File.Exists(Path.Combine(candidate, "AppleAnalytics.Durable.sln")))
            {
                return candidate;
            }
        }

        throw new InvalidOperationException($"No AppleAnalytics.Durable.sln above {directory}.");
    }
}
