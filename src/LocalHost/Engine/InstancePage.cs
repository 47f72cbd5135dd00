using System.Globalization;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace AppleAnalytics.LocalHost.Engine;

/// <summary>
/// Lists instances page by page, oldest first. A continuation token is the place of the page's last instance, so it stays good
/// when that instance is purged.
/// </summary>
internal static class InstancePage
{
    /// <summary>One page of the instances that match.</summary>
    /// <exception cref="ArgumentException">The continuation token is none.</exception>
    public static Page<T> Read<T>(
        DurableEngine engine, OrchestrationQuery? filter, string? continuation, int pageSize, string hubName, Func<InstanceState, bool, T> convert)
        where T : notnull
    {
        var statuses = filter?.Statuses?.ToHashSet();
        var isOtherHub = filter?.TaskHubNames?.ToList() is { Count: > 0 } hubs && !hubs.Contains(hubName, StringComparer.OrdinalIgnoreCase);
        return engine.Read(state =>
        {
            var after = continuation is null ? default : Parse(continuation);
            var found = isOtherHub
                ? []
                : state.Instances.Values.Where(i => Matches(i, filter, statuses))
                    .OrderBy(i => i.CreatedAt)
                    .ThenBy(i => i.Id, StringComparer.Ordinal)
                    .SkipWhile(i => (i.CreatedAt.Ticks, i.Id) is var (ticks, id)
                        && (ticks < after.Ticks || (ticks == after.Ticks && string.CompareOrdinal(id, after.Id) <= 0)))
                    .Take(pageSize + 1)
                    .ToList();
            var hasMore = found.Count > pageSize;
            var page = hasMore ? found[..pageSize] : found;
            return new Page<T>(page.ConvertAll(i => convert(i, filter?.FetchInputsAndOutputs ?? false)), hasMore ? $"{page[^1].CreatedAt.Ticks}:{page[^1].Id}" : null);
        });
    }

    private static (long Ticks, string Id) Parse(string continuation)
    {
        var colon = continuation.IndexOf(':', StringComparison.Ordinal);
        return colon > 0 && long.TryParse(continuation.AsSpan(0, colon), CultureInfo.InvariantCulture, out var ticks)
            ? (ticks, continuation[(colon + 1)..])
            : throw new ArgumentException($"'{continuation}' is not a continuation token.", nameof(continuation));
    }

    private static bool Matches(InstanceState instance, OrchestrationQuery? filter, HashSet<OrchestrationRuntimeStatus>? statuses) =>
        filter is null
        || ((filter.CreatedFrom is not { } from || instance.CreatedAt >= from.UtcDateTime)
            && (filter.CreatedTo is not { } to || instance.CreatedAt <= to.UtcDateTime)
            && (filter.InstanceIdPrefix is not { } prefix || instance.Id.StartsWith(prefix, StringComparison.Ordinal))
            && (statuses is not { Count: > 0 } || statuses.Contains(instance.Status)));
}
