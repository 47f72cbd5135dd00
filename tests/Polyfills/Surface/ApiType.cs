namespace AppleAnalytics.Polyfills.Tests.Surface;

/// <summary>One public type, as the recorded listing or the polyfills declare it; members are one line of C# each.</summary>
internal sealed record ApiType(
    string Name,
    string Declaration,
    IReadOnlyList<string> Bases,
    IReadOnlyList<string> Attributes,
    IReadOnlyList<string> Members)
{
    public bool IsInterface => Declaration.Contains(" interface ", StringComparison.Ordinal);

    public bool IsEnum => Declaration.Contains(" enum ", StringComparison.Ordinal);

    public bool IsDelegate => Declaration.Contains(" delegate ", StringComparison.Ordinal);
}
