using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace AppleAnalytics.Quality;

/// <summary>
/// When the gate speaks and when it blocks: the keys <c>Quality__MaxRejectedRows</c>, <c>Quality__MaxRejectedFraction</c>,
/// <c>Quality__MinScore</c>, <c>Quality__MinRows</c>, <c>Quality__MaxNullFraction</c>, <c>Quality__MaxUsdPerPurchase</c>,
/// <c>Quality__MaxRestatement</c> and <c>Quality__Strict</c>.
/// </summary>
public sealed record QualityThresholds
{
    /// <summary>Rejected rows above which an instance is blocked. Default is 100.</summary>
    public long MaxRejectedRows { get; init; } = 100;

    /// <summary>Rejected share of the rows above which an instance is blocked, 0 to 1. Default is 0.01.</summary>
    public double MaxRejectedFraction { get; init; } = 0.01;

    /// <summary>Score below which an instance is blocked, 0 to 1. Default is 0.8.</summary>
    public double MinScore { get; init; } = 0.8;

    /// <summary>Rows of an instance below which it is worth a look. Default is 1: one of which no row could be kept.</summary>
    public long MinRows { get; init; } = 1;

    /// <summary>Share of empty fields above which a column is worth a look, where Apple usually fills it, 0 to 1. Default is 0.05.</summary>
    public double MaxNullFraction { get; init; } = 0.05;

    /// <summary>
    /// Amount per purchase in one row above which it is likely wrong, in US dollars. Default is 10,000, the highest price the App
    /// Store allows (Apple, "Set a price").
    /// </summary>
    public long MaxUsdPerPurchase { get; init; } = 10_000;

    /// <summary>Relative change of a complete date's rows or sums above which it is worth a look, 0 to 1. Default is 0.2.</summary>
    public double MaxRestatement { get; init; } = 0.2;

    /// <summary>Whether every finding counts one step worse: warnings as errors, and errors block. Default is false.</summary>
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
            MaxRejectedRows = Whole(section["MaxRejectedRows"], "MaxRejectedRows", defaults.MaxRejectedRows),
            MaxRejectedFraction = Fraction(section["MaxRejectedFraction"], "MaxRejectedFraction", defaults.MaxRejectedFraction),
            MinScore = Fraction(section["MinScore"], "MinScore", defaults.MinScore),
            MinRows = Whole(section["MinRows"], "MinRows", defaults.MinRows),
            MaxNullFraction = Fraction(section["MaxNullFraction"], "MaxNullFraction", defaults.MaxNullFraction),
            MaxUsdPerPurchase = Whole(section["MaxUsdPerPurchase"], "MaxUsdPerPurchase", defaults.MaxUsdPerPurchase),
            MaxRestatement = Fraction(section["MaxRestatement"], "MaxRestatement", defaults.MaxRestatement),
            Strict = Flag(section["Strict"]),
        };
    }

    static long Whole(string? text, string key, long otherwise) => string.IsNullOrWhiteSpace(text)
        ? otherwise
        : long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var rows)
            ? rows
            : throw new ConfigurationException($"Quality__{key} is '{text}'. Set it to a whole number from 0, such as {otherwise}.");

    static double Fraction(string? text, string key, double otherwise) => string.IsNullOrWhiteSpace(text)
        ? otherwise
        : double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var fraction) && fraction is >= 0 and <= 1
            ? fraction
            : throw new ConfigurationException(string.Create(CultureInfo.InvariantCulture, $"Quality__{key} is '{text}'. Set it to a number from 0 to 1, such as {otherwise}."));

    static bool Flag(string? text) => string.IsNullOrWhiteSpace(text)
        ? false
        : bool.TryParse(text, out var flag) ? flag : throw new ConfigurationException($"Quality__Strict is '{text}'. Set it to true or false.");
}
