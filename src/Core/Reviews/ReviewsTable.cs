using System.Globalization;
using AppleAnalytics.Curation;
using AppleAnalytics.Parquet;
using AppleAnalytics.Quality;
using AppleAnalytics.Reports;

namespace AppleAnalytics.Reviews;

/// <summary>The table <c>curated_reviews</c>: one row per review in its latest state, in the date it was created on.</summary>
public static class ReviewsTable
{
    /// <summary>The version of the table's schema, written into every file.</summary>
    public const int SchemaVersion = 1;

    static readonly (ParquetColumn Column, string Description)[] All =
    [
        (new("review_id", ParquetType.String), "Apple's id of the review"),
        (new("metric_date", ParquetType.Date), "The UTC day the review was created; never moves"),
        (new("created_at", ParquetType.TimestampMicros), "When the review was created, UTC; what Apple said the first time"),
        (new("review_date", ParquetType.String), "When the review was created, as Apple sent it the first time"),
        (new("rating", ParquetType.Int32), "Stars, 1 to 5"),
        (new("title", ParquetType.String), "The review's title; personal data"),
        (new("review_text", ParquetType.String), "The review's text; personal data"),
        (new("reviewer_nickname", ParquetType.String), "The reviewer's nickname; personal data"),
        (new("territory", ParquetType.String), "The App Store's country or region, ISO 3166-1 alpha-2; null when Apple's code is unknown"),
        (new("territory_alpha3", ParquetType.String), "The App Store's country or region as Apple sends it for reviews, alpha-3"),
        (new("developer_response", ParquetType.String), "The developer's response; may hold personal data"),
        (new("response_state", ParquetType.String), "PUBLISHED or PENDING_PUBLISH"),
        (new("response_at", ParquetType.TimestampMicros), "When the response was last changed, UTC"),
        (new("version", ParquetType.String), "The app version reviewed; null, because Apple's list of an app's reviews does not state it"),
        (new("deleted_at", ParquetType.TimestampMicros), "The UTC day the review was first missing among Apple's; null while it is there"),
    ];

    /// <summary>The columns in file order.</summary>
    public static IReadOnlyList<ParquetColumn> Columns { get; } = [.. All.Select(c => c.Column)];

    /// <summary>What a column is, for the data dictionary and the table's column comments.</summary>
    /// <exception cref="ArgumentException">There is no such column.</exception>
    public static string Describe(string column) =>
        All.FirstOrDefault(c => c.Column.Name == column).Description ?? throw new ArgumentException($"curated_reviews has no column '{column}'.", nameof(column));

    /// <summary>The file of a date: rows by time of creation, then id; equal reviews make equal bytes.</summary>
    internal static byte[] Write(ReviewsOfDate reviews)
    {
        using var writer = new ParquetTableWriter(Columns);
        foreach (var (id, review) in reviews.Reviews.OrderBy(r => r.Value.Created).ThenBy(r => r.Key, StringComparer.Ordinal))
        {
            writer["review_id"].Append(id);
            writer["metric_date"].Append(reviews.Date);
            writer["created_at"].Append(review.Created.UtcDateTime);
            writer["review_date"].Append(review.CreatedDate);
            writer["rating"].Append((long?)review.Rating);
            writer["title"].Append(review.Title);
            writer["review_text"].Append(review.Body);
            writer["reviewer_nickname"].Append(review.ReviewerNickname);
            writer["territory"].Append(ToAlpha2(review.Territory));
            writer["territory_alpha3"].Append(review.Territory);
            writer["developer_response"].Append(review.ResponseBody);
            writer["response_state"].Append(review.ResponseState);
            writer["response_at"].Append(review.ResponseModified?.UtcDateTime);
            writer["version"].AppendNull();
            writer["deleted_at"].Append(review.DeletedAt?.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc));
            writer.EndRow();
        }

        using var file = new MemoryStream();
        writer.Finish(file, Metadata(reviews));
        return file.ToArray();
    }

    // No vintage: reviews are not delivered in instances; a review's latest state wins, whenever it was read.
    static Dictionary<string, string> Metadata(ReviewsOfDate reviews) => new()
    {
        [PartitionMetadata.Table] = ReportCatalogue.Reviews,
        [PartitionMetadata.Date] = reviews.Date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        [PartitionMetadata.AppId] = reviews.AppId.ToString(CultureInfo.InvariantCulture),
        [PartitionMetadata.Rows] = reviews.Reviews.Count.ToString(CultureInfo.InvariantCulture),
        [PartitionMetadata.Sums] = "{}",
        [PartitionMetadata.SchemaVersion] = SchemaVersion.ToString(CultureInfo.InvariantCulture),
    };

    // Apple writes Kosovo XKS; the usual code is XKX.
    static string? ToAlpha2(string? alpha3) => alpha3 switch
    {
        null => null,
        "XKS" => "XK",
        _ => IsoTerritories.ToAlpha2(alpha3),
    };
}
