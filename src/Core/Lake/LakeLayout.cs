using System.Globalization;

namespace AppleAnalytics.Lake;

/// <summary>Where everything stands in the lake. Keys are the same in a folder and in S3; separators are slashes.</summary>
public static class LakeLayout
{
    /// <summary>A landed segment, byte for byte as Apple sent it.</summary>
    public static string RawSegment(string table, DateOnly processingDate, long appId, string instanceId, string segmentId) =>
        $"{RawFolder(table, processingDate, appId)}{instanceId}/{segmentId}.csv.gz";

    /// <summary>The instance record; written last, so its presence says the instance is complete.</summary>
    public static string InstanceRecord(string table, DateOnly processingDate, long appId, string instanceId) =>
        $"{RawFolder(table, processingDate, appId)}{instanceId}.json";

    /// <summary>The folder of one app's instances of one processing date, with a slash at its end.</summary>
    public static string RawFolder(string table, DateOnly processingDate, long appId) =>
        string.Create(CultureInfo.InvariantCulture, $"raw/{table}/dt={processingDate:yyyy-MM-dd}/app_id={appId}/");

    /// <summary>One page of customer reviews as Apple sent it, gzip.</summary>
    public static string RawReviews(DateOnly fetchDate, long appId, string name) =>
        string.Create(CultureInfo.InvariantCulture, $"raw/reviews/dt={fetchDate:yyyy-MM-dd}/app_id={appId}/{name}.json.gz");

    /// <summary>The partition's data, which is also the commit.</summary>
    public static string Partition(string table, DateOnly date, long appId) => PartitionFolder(table, date, appId) + "data.parquet";

    /// <summary>The partition's folder, with a slash at its end.</summary>
    public static string PartitionFolder(string table, DateOnly date, long appId) =>
        string.Create(CultureInfo.InvariantCulture, $"curated/{table}/dt={date:yyyy-MM-dd}/app_id={appId}/");

    /// <summary>The rejected rows of one instance, with line number and reason.</summary>
    public static string Quarantine(string table, DateOnly processingDate, long appId, string instanceId) =>
        string.Create(CultureInfo.InvariantCulture, $"quarantine/{table}/dt={processingDate:yyyy-MM-dd}/app_id={appId}/{instanceId}.csv");

    /// <summary>The quality report of one instance.</summary>
    public static string Quality(string table, DateOnly processingDate, long appId, string instanceId) =>
        string.Create(CultureInfo.InvariantCulture, $"quality/{table}/dt={processingDate:yyyy-MM-dd}/app_id={appId}/{instanceId}.json");

    /// <summary>The report of one run.</summary>
    public static string RunReport(string runId) => $"runs/{runId}.json";

    /// <summary>The report of the run that ended last.</summary>
    public const string LatestRunReport = "runs/latest.json";

    /// <summary>The folder of all manifests.</summary>
    public const string ManifestRoot = "state/manifests/";

    /// <summary>What is published of one table and app: date, rows, sums, vintage. A cache that the partitions can rebuild.</summary>
    public static string Manifest(string table, long appId) =>
        string.Create(CultureInfo.InvariantCulture, $"{ManifestRoot}{table}/app_id={appId}.json");

    /// <summary>The marker that a partition is not registered in the catalogue yet.</summary>
    public static string Unregistered(string table, DateOnly date, long appId) =>
        string.Create(CultureInfo.InvariantCulture, $"{UnregisteredRoot}{table}/{date:yyyy-MM-dd}/{appId}");

    /// <summary>The folder of all markers of unregistered partitions.</summary>
    public const string UnregisteredRoot = "state/unregistered/";

    /// <summary>The marker that a delivery is not registered in the catalogue's raw table yet.</summary>
    public static string UnregisteredRaw(string table, DateOnly processingDate, long appId, string instanceId) =>
        string.Create(CultureInfo.InvariantCulture, $"{UnregisteredRoot}raw_{table}/{processingDate:yyyy-MM-dd}/{appId}/{instanceId}");

    /// <summary>The marker that the catalogue holds a partition that is not in the lake.</summary>
    public static string Superfluous(string table, DateOnly date, long appId) =>
        string.Create(CultureInfo.InvariantCulture, $"{SuperfluousRoot}{table}/{date:yyyy-MM-dd}/{appId}");

    /// <summary>The folder of all markers of partitions the catalogue holds and the lake does not.</summary>
    public const string SuperfluousRoot = "state/superfluous/";

    /// <summary>The file of a table about the data, whole or of one processing date.</summary>
    public static string ServiceTable(string table, DateOnly? date = null) =>
        date is null ? $"tables/{table}/data.parquet" : string.Create(CultureInfo.InvariantCulture, $"tables/{table}/dt={date:yyyy-MM-dd}/data.parquet");

    /// <summary>What the files of the tables about the data were made from.</summary>
    public const string ServiceTableSources = "state/catalog/tables.json";

    /// <summary>The statements a run has for the catalogue; they go when they are done.</summary>
    public static string Statements(string runId) => $"state/catalog/statements/{runId}/";

    /// <summary>The dates of a table on which catalogue and lake were seen to differ in one run.</summary>
    public static string DifferingDates(string runId, string table) => $"state/catalog/differing/{runId}/{table}.json";

    /// <summary>The folder of all apps' ledgers.</summary>
    public const string LedgerRoot = "state/ledger/";

    /// <summary>The outcomes of one app's instances.</summary>
    public static string Ledger(long appId) => string.Create(CultureInfo.InvariantCulture, $"{LedgerRoot}app_id={appId}.json");

    /// <summary>The mirror of one app's report-request registry.</summary>
    public static string RequestRegistry(long appId) => string.Create(CultureInfo.InvariantCulture, $"state/requests/app_id={appId}.json");

    /// <summary>Apple's report ids of one app, remembered per request.</summary>
    public static string ReportIds(long appId) => string.Create(CultureInfo.InvariantCulture, $"state/reports/app_id={appId}.json");

    /// <summary>What the reviews of one app have been read up to.</summary>
    public static string ReviewsProgress(long appId) => string.Create(CultureInfo.InvariantCulture, $"state/reviews/app_id={appId}.json");

    /// <summary>The reviews of one app created on one date, each in its latest state: what the partition is made from.</summary>
    public static string ReviewsOfDate(DateOnly date, long appId) =>
        string.Create(CultureInfo.InvariantCulture, $"state/reviews/app_id={appId}/{date:yyyy-MM-dd}.json");

    /// <summary>On which date every review of one app stands.</summary>
    public static string ReviewDates(long appId) => string.Create(CultureInfo.InvariantCulture, $"state/reviews/app_id={appId}/dates.json");

    /// <summary>The reviews that were erased on request, by hashes of their ids.</summary>
    public const string ForgottenReviews = "state/reviews/forgotten.json";

    /// <summary>The pins that hold partitions at an earlier processing date, and the deliveries that are excluded.</summary>
    public const string PinsRoot = "state/pins/";

    /// <summary>The apps seen so far: id, name, bundle id, sku, first and last seen.</summary>
    public const string Apps = "state/apps.json";
}
