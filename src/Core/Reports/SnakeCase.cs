using System.Text;

namespace AppleAnalytics.Reports;

/// <summary>How names of ours are made of Apple's.</summary>
internal static class SnakeCase
{
    /// <summary>Lower case, with one underscore for whatever is neither letter nor digit; empty when nothing is.</summary>
    public static string Of(string text)
    {
        var name = new StringBuilder(text.Length);
        foreach (var character in text)
        {
            if (char.IsAsciiLetterOrDigit(character))
            {
                name.Append(char.ToLowerInvariant(character));
            }
            else if (name.Length > 0 && name[^1] != '_')
            {
                name.Append('_');
            }
        }

        return name.ToString().TrimEnd('_');
    }
}
