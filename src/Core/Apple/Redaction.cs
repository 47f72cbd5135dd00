using System.Text.RegularExpressions;

namespace AppleAnalytics.Apple;

/// <summary>Takes tokens and the queries of addresses out of text that others wrote, before it goes into a message.</summary>
internal static partial class Redaction
{
    public static string Clean(string text) => Query().Replace(Token().Replace(text, "[token]"), "$1?[redacted]");

    [GeneratedRegex(@"eyJ[\w-]+\.[\w-]+\.?[\w-]*")]
    private static partial Regex Token();

    [GeneratedRegex(@"(https?://[^\s?""']+)\?[^\s""']*")]
    private static partial Regex Query();
}
