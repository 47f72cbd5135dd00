using Microsoft.DurableTask;
using Microsoft.DurableTask.Client.Entities;

namespace AppleAnalytics.LocalHost.Engine;

/// <summary>Lists entities page by page, by id.</summary>
internal static class EntityPage
{
    /// <summary>One page of the entities that match; its continuation token is the id of its last entity.</summary>
    public static Page<T> Read<T>(
        DurableEngine engine, EntityQuery filter, string? continuation, int? pageSize, Func<EntityState, bool, T> convert)
        where T : notnull
    {
        var size = pageSize ?? filter.PageSize ?? EntityQuery.DefaultPageSize;
        var prefix = filter.InstanceIdStartsWith is { Length: > 0 } text ? Normalize(text) : "@";
        return engine.Read(state =>
        {
            var found = state.Entities.Values
                .Where(e => e.Id.StartsWith(prefix, StringComparison.Ordinal)
                    && (continuation is null || string.CompareOrdinal(e.Id, continuation) > 0)
                    && (e.State is not null || filter.IncludeTransient)
                    && (filter.LastModifiedFrom is not { } from || e.UpdatedAt >= from.UtcDateTime)
                    && (filter.LastModifiedTo is not { } to || e.UpdatedAt <= to.UtcDateTime))
                .OrderBy(e => e.Id, StringComparer.Ordinal)
                .Take(size + 1)
                .ToList();
            var hasMore = found.Count > size;
            var page = hasMore ? found[..size] : found;
            return new Page<T>(page.ConvertAll(e => convert(e, filter.IncludeState)), hasMore ? page[^1].Id : null);
        });
    }

    /// <summary>A prefix may come as <c>Name</c>, <c>@Name</c> or <c>@Name@key</c>; the name's case does not matter.</summary>
    private static string Normalize(string prefix)
    {
        var text = prefix.StartsWith('@') ? prefix : "@" + prefix;
        var key = text.IndexOf('@', 1);
        return key < 0 ? text.ToLowerInvariant() : text[..key].ToLowerInvariant() + text[key..];
    }
}
