using Microsoft.Extensions.Configuration;

namespace AppleAnalytics.Reviews;

/// <summary>How customer reviews are kept: the keys <c>Reviews__PersonalData</c> and <c>Reviews__HashKey</c>.</summary>
public sealed record ReviewsOptions
{
    /// <summary>What is kept of personal fields, in raw as in curated. Default is everything.</summary>
    public PersonalData PersonalData { get; init; }

    /// <summary>
    /// A secret that goes into the hashes. Default is null: then whoever guesses a nickname can tell whether a hash is its. Changing it
    /// changes the hashes of what is fetched from then on.
    /// </summary>
    public string? HashKey { get; init; }

    /// <summary>Reads the options and checks them.</summary>
    /// <exception cref="ConfigurationException">A value cannot be used; the message says what to set.</exception>
    public static ReviewsOptions From(IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        var text = configuration["Reviews:PersonalData"];
        var key = configuration["Reviews:HashKey"];
        return new()
        {
            PersonalData = text?.Trim().ToLowerInvariant() switch
            {
                null or "" or "keep" => PersonalData.Keep,
                "hash" => PersonalData.Hash,
                "drop" => PersonalData.Drop,
                _ => throw new ConfigurationException($"Reviews__PersonalData is '{text}'. Set it to keep, hash or drop."),
            },
            HashKey = string.IsNullOrWhiteSpace(key) ? null : key,
        };
    }

    // A generated text would show the key.
    /// <inheritdoc/>
    public override string ToString() => $"personal data: {PersonalData}";
}
