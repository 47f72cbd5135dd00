using System.Text.RegularExpressions;

namespace AppleAnalytics.Polyfills.Tests.Surface;

/// <summary>The recorded listing of the official assemblies' public types, one file per assembly.</summary>
internal static partial class RecordedApi
{
    public static string Directory { get; } = Path.Combine(AppContext.BaseDirectory, "Api");

    public static IReadOnlyList<string> Assemblies { get; } =
        [.. System.IO.Directory.EnumerateFiles(Directory, "*.txt").Select(path => Path.GetFileNameWithoutExtension(path)).Order(StringComparer.Ordinal)];

    /// <summary>Clients of AWS services, whose listing holds the types used here and follows from the service's model: the SDK is generated from it.</summary>
    public static bool IsServiceClient(string origin) => origin.StartsWith("AWSSDK.", StringComparison.Ordinal);

    public static IReadOnlyDictionary<string, ApiType> Load() => Assemblies
        .SelectMany(assembly => Read(assembly).Split("\n\n", StringSplitOptions.RemoveEmptyEntries))
        .Select(block => Parse(block.Trim().Split('\n')))
        .DistinctBy(type => type.Name) // Two assemblies declare a ServiceCollectionExtensions.
        .ToDictionary(type => type.Name, StringComparer.Ordinal);

    public static string Read(string assembly) => File.ReadAllText(Path.Combine(Directory, assembly + ".txt"));

    private static ApiType Parse(string[] lines)
    {
        var origin = lines[0][3..];
        var attributes = lines.Skip(1).TakeWhile(line => line.StartsWith('[')).ToList();
        var declaration = lines[1 + attributes.Count];
        var members = lines.Skip(2 + attributes.Count).Where(line => line.StartsWith("    ", StringComparison.Ordinal));
        var match = DeclaredName().Match(declaration);
        var parameters = match.Groups["parameters"].Value;
        var arity = parameters.Length == 0 ? "" : $"`{parameters.Count(character => character == ',') + 1}";
        var name = $"{origin[(origin.LastIndexOf(' ') + 1)..]}.{match.Groups["name"].Value}{arity}";
        return new ApiType(origin, name, declaration, attributes, [.. members.Select(line => line.Trim())]);
    }

    [GeneratedRegex(@"\b(class|struct|interface|enum|record|delegate \S+) (?<name>\w+)(<(?<parameters>[^>]+)>)?")]
    private static partial Regex DeclaredName();
}
