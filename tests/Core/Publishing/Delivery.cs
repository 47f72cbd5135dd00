using AppleAnalytics.Curation;
using AppleAnalytics.Landing;
using AppleAnalytics.Reports;

namespace AppleAnalytics.Publishing;

/// <summary>One delivery of downloads of a test: rows by day of November 2026.</summary>
public sealed record Delivery(int Day, string Id, params (int Day, string Territory, long Counts)[] Rows)
{
    public AccessType AccessType { get; init; } = AccessType.Ongoing;

    public int RequestSequence { get; init; } = 1;

    public InstanceContent? Content { get; init; }

    public DateOnly ProcessingDate => new(2026, 11, Day);

    public InstanceReference Reference => new()
    {
        Table = "downloads",
        AppId = PublishingLake.App,
        RequestId = $"request-{RequestSequence}",
        AccessType = AccessType,
        RequestSequence = RequestSequence,
        ProcessingDate = ProcessingDate,
        InstanceId = Id,
    };
}
