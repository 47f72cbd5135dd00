namespace AppleAnalytics.Lake;

/// <summary>The apps seen so far, also those the key no longer shows: their rows stay and need a name.</summary>
/// <param name="store">The lake.</param>
public sealed class AppDirectory(ObjectStore store)
{
    /// <summary>Reads the apps by id.</summary>
    public async Task<IReadOnlyDictionary<long, KnownApp>> ReadAsync(CancellationToken cancellation = default) =>
        await store.ReadJsonAsync<AppsFile>(LakeLayout.Apps, cancellation) is { } file ? file.Apps.ToDictionary(a => a.Id) : [];

    /// <summary>Takes in what was seen; the days first and last seen are those of the directory, not of the given apps.</summary>
    /// <param name="apps">The apps the key shows.</param>
    /// <param name="today">The day the run acts as.</param>
    /// <param name="cancellation">Cancels the operation.</param>
    public Task RecordAsync(IReadOnlyCollection<KnownApp> apps, DateOnly today, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(apps);
        return apps.Count == 0
            ? Task.CompletedTask
            : store.UpdateJsonAsync<AppsFile>(LakeLayout.Apps, present => (present ?? new()).With(apps, today), cancellation);
    }

    internal sealed record AppsFile
    {
        public int Version { get; init; } = 1;

        public IReadOnlyList<KnownApp> Apps { get; init; } = [];

        public AppsFile With(IReadOnlyCollection<KnownApp> seen, DateOnly today)
        {
            var apps = new SortedDictionary<long, KnownApp>(Apps.ToDictionary(a => a.Id));
            foreach (var app in seen)
            {
                var known = apps.GetValueOrDefault(app.Id);
                var isLatest = known is null || known.LastSeen <= today;
                apps[app.Id] = (isLatest ? app : known!) with
                {
                    FirstSeen = known is null || today < known.FirstSeen ? today : known.FirstSeen,
                    LastSeen = isLatest ? today : known!.LastSeen,
                };
            }

            return this with { Apps = [.. apps.Values] };
        }
    }
}
