using System.Security.Cryptography;
using System.Text;
using AppleAnalytics.Apple;

namespace AppleAnalytics.Reviews;

/// <summary>
/// Brings the personal fields of a review into the form the settings ask for. They are the nickname, title and text of whoever wrote
/// it, and the developer's response, which often calls them by name. Applying it twice is applying it once.
/// </summary>
/// <param name="options">The settings.</param>
public sealed class PersonalFields(ReviewsOptions options)
{
    /// <summary>What a hash begins with, so that a value says of itself that it is one.</summary>
    const string HashPrefix = "hash:";

    const int HashDigits = 32;

    /// <summary>Apple's names of the personal attributes, by type of the resource.</summary>
    internal static IReadOnlyDictionary<string, string[]> Attributes { get; } = new Dictionary<string, string[]>
    {
        ["customerReviews"] = ["title", "body", "reviewerNickname"],
        ["customerReviewResponses"] = ["responseBody"],
    };

    readonly byte[]? _key = options.HashKey is { } key ? Encoding.UTF8.GetBytes(key) : null;

    /// <summary>The form asked for.</summary>
    public PersonalData Form => options.PersonalData;

    /// <summary>A value in the form asked for.</summary>
    public string? Apply(string? value) => Form switch
    {
        _ when value is null => null,
        PersonalData.Keep => value,
        PersonalData.Drop => null,
        _ when IsHash(value) => value,
        _ => HashPrefix + Convert.ToHexStringLower(Hash(Encoding.UTF8.GetBytes(value)))[..HashDigits],
    };

    /// <summary>A review in the form asked for.</summary>
    internal CustomerReview Apply(CustomerReview review) => Form == PersonalData.Keep ? review : review with
    {
        Title = Apply(review.Title),
        Body = Apply(review.Body),
        ReviewerNickname = Apply(review.ReviewerNickname),
        ResponseBody = Apply(review.ResponseBody),
    };

    /// <summary>A known review in the form asked for.</summary>
    internal KnownReview Apply(KnownReview review) => Form == PersonalData.Keep ? review : review with
    {
        Title = Apply(review.Title),
        Body = Apply(review.Body),
        ReviewerNickname = Apply(review.ReviewerNickname),
        ResponseBody = Apply(review.ResponseBody),
    };

    byte[] Hash(byte[] value) => _key is null ? SHA256.HashData(value) : HMACSHA256.HashData(_key, value);

    static bool IsHash(string value) =>
        value.Length == HashPrefix.Length + HashDigits
        && value.StartsWith(HashPrefix, StringComparison.Ordinal)
        && value[HashPrefix.Length..].All(char.IsAsciiHexDigitLower);
}
