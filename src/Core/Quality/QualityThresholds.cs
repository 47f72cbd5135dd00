using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace AppleAnalytics.Quality;

/// <summary>
/// When the gate blocks: the keys <c>Quality__MaxRejectedRows</c>, <c>Quality__MaxRejectedFraction</c>, <c>Quality__MinScore</c>
/// and <c>Quality__Strict</c>.
/// </summary>
public sealed record QualityThresholds
{
    /// <summary>Rejected rows above which an instance is blocked. Default is 100.</summary>
    public long MaxRejectedRows { get; init; } = 100;

    /// <summary>Rejected share of the rows above which an instance is blocked, 0 to 1. Default is 0.01.</summary>
    public double MaxRejectedFraction { get; init; } = 0.01;

    /// <summary>Score below which an instance is blocked, 0 to 1. Default is 0.8.</summary>
    public double MinScore { get; init; } = 0.8;

    /// <summary>Whether errors block as critical findings do. Default is false.</summary>
    public bool Strict { get; init; }

    /// <summary>Reads the thresholds and checks them.</summary>
    /// <exception cref="ConfigurationException">A value cannot be used; the message says what to set.</exception>
    public static QualityThresholds From(IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        var section = configuration.GetSection("Quality");
        var defaults = new QualityThresholds();
        return new()
        {
            MaxRejectedRows = Rows(section["MaxRejectedRows"], defaults.MaxRejectedRows),
            MaxRejectedFraction = Fraction(section["MaxRejectedFraction"], "MaxRejectedFraction", defaults.MaxRejectedFraction),
            MinScore = Fraction(section["MinScore"], "MinScore", defaults.MinScore),
            Strict = Flag(section["Strict"]),
        };
    }

    static long Rows(string? text, long otherwise) => string.IsNullOrWhiteSpace(text)
        ? otherwise
        : long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var rows)
            ? rows
            : throw new ConfigurationException($"Quality__MaxRejectedRows is '{text}'. Set it to a whole number from 0, such as {otherwise}.");

    static double Fraction(string? text, string key, double otherwise) => string.IsNullOrWhiteSpace(text)
        ? otherwise
        : double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var fraction) && fraction is >= 0 and <= 1
            ? fraction
            : throw new ConfigurationException(string.Create(CultureInfo.InvariantCulture, $"Quality__{key} is '{text}'. Set it to a number from 0 to 1, such as {otherwise}."));

    static bool Flag(string? text) => string.IsNullOrWhiteSpace(text)
        ? false
        : bool.TryParse(text, out var flag) ? flag : throw new ConfigurationException($"Quality__Strict is '{text}'. Set it to true or false.");
}
