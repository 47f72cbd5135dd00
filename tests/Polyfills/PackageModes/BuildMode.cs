using System.Reflection;

namespace AppleAnalytics.Polyfills.Tests.PackageModes;

/// <summary>The package mode in which this test assembly was built.</summary>
internal static class BuildMode
{
    public static string Name { get; } = typeof(BuildMode).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(attribute => attribute.Key == "PackageMode")
        .Value!;

    /// <summary>Where the build put the function app.</summary>
    public static string FunctionsOutput { get; } = Repository.PathOf(
        "artifacts", Name, "bin", "AppleAnalytics.Functions", new DirectoryInfo(AppContext.BaseDirectory).Name);
}
