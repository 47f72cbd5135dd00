using System.Globalization;
using AppleAnalytics.Simulator.Data;

namespace AppleAnalytics.Simulator.Reviews;

/// <summary>The developer's response to a review.</summary>
internal sealed record ReviewResponse(EntityId Id, string Body, DateTimeOffset Modified, bool IsPublished)
{
    public string State => IsPublished ? "PUBLISHED" : "PENDING_PUBLISH";

    public string ModifiedText => Format(Modified);

    public static string Format(DateTimeOffset time) => time.ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture);
}
