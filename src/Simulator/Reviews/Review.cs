using AppleAnalytics.Simulator.Data;

namespace AppleAnalytics.Simulator.Reviews;

/// <summary>A customer review as it reads on a day.</summary>
internal sealed record Review(
    EntityId Id,
    AppProfile App,
    int Rating,
    string Title,
    string Body,
    string Nickname,
    DateTimeOffset Created,
    string Territory,
    ReviewResponse? Response)
{
    public string CreatedText => ReviewResponse.Format(Created);
}
