using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace AppleAnalytics.Runs;

/// <summary>The ids of runs: readable, sortable, and the same for the same work.</summary>
public static class RunIds
{
    /// <summary>The prefixes of all run ids.</summary>
    public static IReadOnlyList<string> Prefixes { get; } = ["daily-", "backfill-", "run-", "snapshot-"];

    /// <summary>The timer's run of a scheduled UTC date, such as <c>daily-2026-11-20</c>.</summary>
    public static string Daily(DateOnly scheduled) => string.Create(CultureInfo.InvariantCulture, $"daily-{scheduled:yyyy-MM-dd}");

    /// <summary>A run on demand: the day it acts as and the UTC time it was asked for, such as <c>run-2026-11-20-093000</c>.</summary>
    public static string OnDemand(DateOnly date, DateTimeOffset now) =>
        string.Create(CultureInfo.InvariantCulture, $"run-{date:yyyy-MM-dd}-{now.UtcDateTime:HHmmss}");

    /// <summary>A backfill: the same range, apps, tables and kind give the same id in whatever order they are named.</summary>
    public static string Backfill(DateOnly from, DateOnly to, IEnumerable<long> apps, IEnumerable<string> tables, bool snapshot, bool replace = false)
    {
        var identity = string.Create(
            CultureInfo.InvariantCulture,
            $"{from:yyyy-MM-dd}|{to:yyyy-MM-dd}|{string.Join(',', apps.Distinct().Order())}|{string.Join(',', tables.Select(t => t.ToLowerInvariant()).Distinct().Order(StringComparer.Ordinal))}|{(replace ? "replace" : snapshot ? "snapshot" : "ongoing")}");
        return "backfill-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(identity)))[..12];
    }

    /// <summary>A look at one app's snapshot, such as <c>snapshot-2026-11-21-1476097583</c>.</summary>
    public static string Snapshot(DateOnly date, long appId) => string.Create(CultureInfo.InvariantCulture, $"snapshot-{date:yyyy-MM-dd}-{appId}");

    /// <summary>The orchestration that waits for an app's snapshot; one per app.</summary>
    public static string SnapshotWait(long appId) => string.Create(CultureInfo.InvariantCulture, $"snapshot:{appId}");

    /// <summary>One app's part of a run; the token tells executions of the same run id apart.</summary>
    public static string App(string runId, string token, long appId) =>
        string.Create(CultureInfo.InvariantCulture, $"{runId}:{token}:{appId}");

    /// <summary>The catalogue's part of a run; the token tells executions of the same run id apart.</summary>
    public static string Catalog(string runId, string token) => $"{runId}:{token}:catalog";

    /// <summary>Whether an orchestration id is that of a run, not of a part of one.</summary>
    public static bool IsRun(string instanceId)
    {
        ArgumentNullException.ThrowIfNull(instanceId);
        return !instanceId.Contains(':', StringComparison.Ordinal) && Prefixes.Any(p => instanceId.StartsWith(p, StringComparison.Ordinal));
    }
}
