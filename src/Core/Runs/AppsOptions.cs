using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace AppleAnalytics.Runs;

/// <summary>Which of the key's apps are worked on.</summary>
public sealed record AppsOptions
{
    /// <summary>Apple's identifiers of the only apps to work on. Default is none named, which means every app of the key.</summary>
    public IReadOnlyList<long> Include { get; init; } = [];

    /// <summary>Apple's identifiers of apps to leave out. Default is none.</summary>
    public IReadOnlyList<long> Exclude { get; init; } = [];

    /// <summary>Reads <c>Apps__Include</c> and <c>Apps__Exclude</c>.</summary>
    /// <exception cref="ConfigurationException">An id is not a number.</exception>
    public static AppsOptions From(IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        return new() { Include = Ids(configuration, "Apps:Include"), Exclude = Ids(configuration, "Apps:Exclude") };
    }

    static List<long> Ids(IConfiguration configuration, string key) =>
        [.. Setting.List(configuration, key).Select(text =>
            long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var id) && id > 0
                ? id
                : throw new ConfigurationException(
                    $"{Setting.Name(key)} holds '{text}', which is not an app's Apple ID; set Apple IDs such as 1476097583, separated by commas."))];
}
