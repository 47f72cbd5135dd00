using Microsoft.Extensions.Configuration;

namespace AppleAnalytics.Runs;

/// <summary>Reads settings of more than one word.</summary>
internal static class Setting
{
    /// <summary>The entries of a comma-separated setting, trimmed, empty ones left out.</summary>
    public static string[] List(IConfiguration configuration, string key) =>
        (configuration[key] ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    /// <summary>The key as it is written in settings and environment variables.</summary>
    public static string Name(string key) => key.Replace(":", "__", StringComparison.Ordinal);
}
