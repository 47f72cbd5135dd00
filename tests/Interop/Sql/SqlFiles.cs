using AppleAnalytics.Readers;

namespace AppleAnalytics.Interop.Tests.Sql;

/// <summary>The files under sql/.</summary>
static class SqlFiles
{
    public static IReadOnlyList<string> Views { get; } = List("views");

    public static IReadOnlyList<string> Samples { get; } = List("samples");

    /// <summary>A file's text by its name, such as <c>views/quality.sql</c>.</summary>
    public static string Read(string file) => File.ReadAllText(Path.Combine(NodePackages.RepositoryRoot, "sql", file)).ReplaceLineEndings("\n");

    static List<string> List(string folder) =>
        [.. Directory.GetFiles(Path.Combine(NodePackages.RepositoryRoot, "sql", folder), "*.sql").Select(f => $"{folder}/{Path.GetFileName(f)}").Order(StringComparer.Ordinal)];
}
