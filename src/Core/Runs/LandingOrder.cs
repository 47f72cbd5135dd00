using AppleAnalytics.Landing;

namespace AppleAnalytics.Runs;

/// <summary>The order in which an app's instances are landed, over all its tables.</summary>
public static class LandingOrder
{
    /// <summary>Days before Apple deletes an instance from which on it comes first.</summary>
    const int Urgent = 3;

    /// <summary>What Apple deletes within three days first, oldest first; then the rest, newest first, so that older ones find their dates settled.</summary>
    public static IReadOnlyList<InstanceReference> Of(IEnumerable<InstanceReference> instances, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(instances);
        var lastUrgent = today.AddDays(Urgent - ProcessingWindow.RetentionDays);
        return
        [
            .. instances
                .OrderBy(i => i.ProcessingDate <= lastUrgent ? i.ProcessingDate.DayNumber : int.MaxValue)
                .ThenByDescending(i => i.ProcessingDate.DayNumber)
                .ThenBy(i => i.Table, StringComparer.Ordinal)
                .ThenBy(i => i.InstanceId, StringComparer.Ordinal),
        ];
    }
}
