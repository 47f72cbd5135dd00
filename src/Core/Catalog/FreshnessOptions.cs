using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace AppleAnalytics.Catalog;

/// <summary>When data counts as late: the key <c>Freshness__SlaHours</c>.</summary>
public sealed record FreshnessOptions
{
    /// <summary>Hours after which what Apple listed must be settled. Default is 26.</summary>
    public double SlaHours { get; init; } = 26;

    /// <summary>Reads the options and checks them.</summary>
    /// <exception cref="ConfigurationException">The value cannot be used; the message says what to set.</exception>
    public static FreshnessOptions From(IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        var text = configuration["Freshness:SlaHours"];
        return string.IsNullOrWhiteSpace(text)
            ? new()
            : double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var hours) && hours is > 0 and <= 24 * 35
                ? new() { SlaHours = hours }
                : throw new ConfigurationException($"Freshness__SlaHours is '{text}'. Set it to hours above 0 and up to 840, such as 26.");
    }
}
