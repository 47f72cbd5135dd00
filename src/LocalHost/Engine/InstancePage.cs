using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace AppleAnalytics.LocalHost.Engine;

/// <summary>Lists instances page by page, oldest first.</summary>
internal static class InstancePage
{
    /// <summary>One page of the instances that match; its continuation token is the id of its last instance.</summary>
    public static Page<T> Read<T>(
        DurableEngine engine, OrchestrationQuery? filter, string? continuation, int pageSize, string hubName, Func<InstanceState, bool, T> convert)
        where T : notnull
    {
        var statuses = filter?.Statuses?.ToHashSet();
        var isOtherHub = filter?.TaskHubNames?.ToList() is { Count: > 0 } hubs && !hubs.Contains(hubName, StringComparer.OrdinalIgnoreCase);
        return engine.Read(state =>
        {
            var after = continuation is null ? null : state.Instances.GetValueOrDefault(continuation);
            var found = isOtherHub
                ? []
                : state.Instances.Values.Where(i => Matches(i, filter, statuses))
                    .OrderBy(i => i.CreatedAt)
                    .ThenBy(i => i.Id, StringComparer.Ordinal)
                    .SkipWhile(i => after is not null && Compare(i, after) <= 0)
                    .Take(pageSize + 1)
                    .ToList();
            var hasMore = found.Count > pageSize;
            var page = hasMore ? found[..pageSize] : found;
            return new Page<T>(page.ConvertAll(i => convert(i, filter?.FetchInputsAndOutputs ?? false)), hasMore ? page[^1].Id : null);
        });
    }

    private static int Compare(InstanceState a, InstanceState b) =>
        a.CreatedAt != b.CreatedAt ? a.CreatedAt.CompareTo(b.CreatedAt) : string.CompareOrdinal(a.Id, b.Id);

    private static bool Matches(InstanceState instance, OrchestrationQuery? filter, HashSet<OrchestrationRuntimeStatus>? statuses) =>
        filter is null
        || ((filter.CreatedFrom is not { } from || instance.CreatedAt >= from.UtcDateTime)
            && (filter.CreatedTo is not { } to || instance.CreatedAt <= to.UtcDateTime)
            && (filter.InstanceIdPrefix is not { } prefix || instance.Id.StartsWith(prefix, StringComparison.Ordinal))
            && (statuses is not { Count: > 0 } || statuses.Contains(instance.Status)));
}
