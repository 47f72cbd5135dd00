using System.Collections.Concurrent;
using AppleAnalytics.Apple;
using AppleAnalytics.Lake;

namespace AppleAnalytics.Landing;

/// <summary>
/// Remembers Apple's report ids per request, so that a day costs one call per table and no list of reports. A list that is
/// empty is remembered for a minute; what Apple does not know any more is forgotten by the caller.
/// </summary>
public sealed class ReportIdCache(ObjectStore store, AppStoreConnectClient client, TimeProvider time) : IDisposable
{
    /// <summary>How long an empty list is believed: long enough for all tables of an app's run, short enough for the next run.</summary>
    static readonly TimeSpan EmptyFor = TimeSpan.FromMinutes(1);

    readonly ConcurrentDictionary<string, DateTimeOffset> _empty = new(StringComparer.Ordinal);

    // The tables of an app are looked up at the same time; the first to come lists the reports, the others find them remembered.
    readonly SemaphoreSlim[] _listing = [.. Enumerable.Range(0, 16).Select(_ => new SemaphoreSlim(1))];

    /// <summary>The id of a report by its whole name.</summary>
    /// <returns>The id, an ok result without value when Apple does not list the report, or the failure of listing.</returns>
    public async Task<AppleResult<string?>> ResolveAsync(long appId, string requestId, string report, ApiUsageMeter meter, CancellationToken cancellation)
    {
        var gate = _listing[(int)((ulong)appId % (ulong)_listing.Length)];
        await gate.WaitAsync(cancellation);
        try
        {
            var remembered = await store.ReadJsonAsync<ReportIds>(Key(appId), cancellation);
            if (remembered?.Find(requestId, report) is { } known)
            {
                return Ok(known);
            }

            if (_empty.TryGetValue(requestId, out var seen) && time.GetUtcNow() - seen < EmptyFor)
            {
                return Ok(null);
            }

            var listed = await client.ListReportsAsync(requestId, meter, cancellation);
            if (!listed.IsOk)
            {
                return listed.As<string?>();
            }

            if (listed.Required.Count == 0)
            {
                _empty[requestId] = time.GetUtcNow();
            }
            else
            {
                _empty.TryRemove(requestId, out _);
                await store.UpdateJsonAsync<ReportIds>(Key(appId), present => (present ?? new()).With(requestId, listed.Required), cancellation);
            }

            return Ok(listed.Required.FirstOrDefault(r => r.Name == report)?.Id);
        }
        finally
        {
            gate.Release();
        }
    }

    /// <summary>Forgets the reports of a request.</summary>
    public Task ForgetAsync(long appId, string requestId, CancellationToken cancellation) =>
        store.UpdateJsonAsync<ReportIds>(Key(appId), present => (present ?? new()).Without(requestId), cancellation);

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var gate in _listing)
        {
            gate.Dispose();
        }
    }

    static string Key(long appId) => LakeLayout.ReportIds(appId);

    static AppleResult<string?> Ok(string? id) => new() { Kind = AppleResultKind.Ok, Value = id };
}
