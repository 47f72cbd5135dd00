using System.Text;

namespace AppleAnalytics.Polyfills.Tests.Surface;

/// <summary>One public type: its namespace-qualified name with arity, its declaration, its targets as an attribute, and
/// its public and protected members, one line of C# each.</summary>
internal sealed record ApiType(
    string Origin, string Name, string Declaration, IReadOnlyList<string> Attributes, IReadOnlyList<string> Members)
{
    public bool IsInterface => Declaration.Contains(" interface ", StringComparison.Ordinal);

    public bool IsEnum => Declaration.Contains(" enum ", StringComparison.Ordinal);

    public override string ToString()
    {
        var text = new StringBuilder().Append("// ").Append(Origin).Append('\n');
        foreach (var attribute in Attributes)
        {
            text.Append(attribute).Append('\n');
        }

        text.Append(Declaration).Append("\n{\n");
        foreach (var member in Members)
        {
            text.Append("    ").Append(member).Append('\n');
        }

        return text.Append("}\n").ToString();
    }
}
