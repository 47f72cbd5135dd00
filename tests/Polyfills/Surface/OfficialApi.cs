using System.Text.RegularExpressions;

namespace AppleAnalytics.Polyfills.Tests.Surface;

/// <summary>Reads the recorded listing of the official assemblies, keyed by namespace-qualified name with arity.</summary>
internal static partial class OfficialApi
{
    public static IReadOnlyDictionary<string, ApiType> Load()
    {
        var types = new Dictionary<string, ApiType>(StringComparer.Ordinal);
        foreach (var file in Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "Api"), "*.txt"))
        {
            foreach (var block in File.ReadAllText(file).Split("\n\n", StringSplitOptions.RemoveEmptyEntries))
            {
                var type = Parse(block.Trim().Split('\n'));
                types.Add(type.Name, type);
            }
        }

        return types;
    }

    // A block is: the assembly and namespace as a comment, attributes, the declaration, and the members in braces.
    private static ApiType Parse(string[] lines)
    {
        var ns = lines[0][(lines[0].LastIndexOf(' ') + 1)..];
        var attributes = lines.Skip(1).TakeWhile(line => line.StartsWith('[')).ToList();
        var declaration = lines[1 + attributes.Count];
        var members = lines.Skip(2 + attributes.Count).Where(line => line.StartsWith("    ", StringComparison.Ordinal));
        var match = DeclaredName().Match(declaration);
        var parameters = match.Groups["parameters"].Value;
        var arity = parameters.Length == 0 ? "" : $"`{parameters.Count(character => character == ',') + 1}";
        return new ApiType(
            $"{ns}.{match.Groups["name"].Value}{arity}", declaration, [], attributes, [.. members.Select(line => line.Trim())]);
    }

    [GeneratedRegex(@"\b(class|struct|interface|enum|record|delegate \S+) (?<name>\w+)(<(?<parameters>[^>]+)>)?")]
    private static partial Regex DeclaredName();
}
