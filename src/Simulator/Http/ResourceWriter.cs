using System.Text.Json;
using AppleAnalytics.Simulator.Data;
using AppleAnalytics.Simulator.Requests;

namespace AppleAnalytics.Simulator.Http;

/// <summary>Writes resources in Apple's JSON:API shapes, honouring sparse fields.</summary>
internal sealed class ResourceWriter(ApiCall call, ulong seed)
{
    public static readonly string[] AppAttributes =
    [
        "accessibilityUrl", "name", "bundleId", "sku", "primaryLocale", "isOrEverWasMadeForKids", "subscriptionStatusUrl",
        "subscriptionStatusUrlVersion", "subscriptionStatusUrlForSandbox", "subscriptionStatusUrlVersionForSandbox",
        "contentRightsDeclaration", "streamlinedPurchasingEnabled", "analyticsReportRequests", "customerReviews",
    ];

    private static readonly string[] AppRelationships = ["analyticsReportRequests", "customerReviews"];

    public void App(Utf8JsonWriter json, AppProfile app)
    {
        var fields = call.Set("fields[apps]");
        Start(json, "apps", app.IdText);
        json.WriteStartObject("attributes");
        Nullable(json, fields, "accessibilityUrl", null);
        Nullable(json, fields, "name", app.App.Name);
        Nullable(json, fields, "bundleId", app.App.BundleId);
        Nullable(json, fields, "sku", app.App.Sku);
        Nullable(json, fields, "primaryLocale", "en-US");
        Flag(json, fields, "isOrEverWasMadeForKids", false);
        Nullable(json, fields, "subscriptionStatusUrl", null);
        Nullable(json, fields, "subscriptionStatusUrlVersion", null);
        Nullable(json, fields, "subscriptionStatusUrlForSandbox", null);
        Nullable(json, fields, "subscriptionStatusUrlVersionForSandbox", null);
        Nullable(json, fields, "contentRightsDeclaration", "DOES_NOT_USE_THIRD_PARTY_CONTENT");
        Flag(json, fields, "streamlinedPurchasingEnabled", true);
        json.WriteEndObject();
        Relationships(json, fields, "apps", app.IdText, AppRelationships);
        End(json, "apps", app.IdText);
    }

    public void Request(Utf8JsonWriter json, ReportRequest request, IReadOnlyList<Report>? included)
    {
        var fields = call.Set("fields[analyticsReportRequests]");
        var id = request.Id.ToText(seed);
        Start(json, "analyticsReportRequests", id);
        json.WriteStartObject("attributes");
        Nullable(json, fields, "accessType", Names.Of(request.Access));
        Flag(json, fields, "stoppedDueToInactivity", request.Stopped is not null);
        json.WriteEndObject();
        if (Wants(fields, "reports"))
        {
            json.WriteStartObject("relationships");
            json.WriteStartObject("reports");
            if (included is not null)
            {
                json.WriteStartObject("meta");
                json.WriteStartObject("paging");
                json.WriteNumber("total", ReportCatalogue.All.Length);
                json.WriteNumber("limit", included.Count);
                json.WriteEndObject();
                json.WriteEndObject();
                json.WriteStartArray("data");
                foreach (var report in included)
                {
                    Linkage(json, "analyticsReports", ReportId(report, id));
                }
                json.WriteEndArray();
            }
            RelationshipLinks(json, "analyticsReportRequests", id, "reports");
            json.WriteEndObject();
            json.WriteEndObject();
        }
        End(json, "analyticsReportRequests", id);
    }

    public void Report(Utf8JsonWriter json, Report report, string requestId)
    {
        var fields = call.Set("fields[analyticsReports]");
        var id = ReportId(report, requestId);
        Start(json, "analyticsReports", id);
        json.WriteStartObject("attributes");
        Nullable(json, fields, "name", report.Name);
        Nullable(json, fields, "category", report.Category);
        json.WriteEndObject();
        Relationships(json, fields, "analyticsReports", id, "instances");
        End(json, "analyticsReports", id);
    }

    public void Instance(Utf8JsonWriter json, Instance instance)
    {
        var fields = call.Set("fields[analyticsReportInstances]");
        var id = instance.Id.ToText(seed);
        Start(json, "analyticsReportInstances", id);
        json.WriteStartObject("attributes");
        Nullable(json, fields, "granularity", Names.Of(instance.Granularity));
        Nullable(json, fields, "processingDate", Day.Format(Day.Of(instance.ProcessingDay)));
        json.WriteEndObject();
        Relationships(json, fields, "analyticsReportInstances", id, "segments");
        End(json, "analyticsReportInstances", id);
    }

    public void Segment(Utf8JsonWriter json, string id, string checksum, int size, string url)
    {
        var fields = call.Set("fields[analyticsReportSegments]");
        Start(json, "analyticsReportSegments", id);
        json.WriteStartObject("attributes");
        Nullable(json, fields, "checksum", checksum);
        if (Wants(fields, "sizeInBytes"))
        {
            json.WriteNumber("sizeInBytes", size);
        }
        Nullable(json, fields, "url", url);
        json.WriteEndObject();
        End(json, "analyticsReportSegments", id);
    }

    public static string ReportId(Report report, string requestId) =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"r{report.Number}-{requestId}");

    public static void Linkage(Utf8JsonWriter json, string type, string id)
    {
        json.WriteStartObject();
        json.WriteString("type", type);
        json.WriteString("id", id);
        json.WriteEndObject();
    }

    public static bool Wants(HashSet<string>? fields, string name) => fields is null || fields.Contains(name);

    public static void Nullable(Utf8JsonWriter json, HashSet<string>? fields, string name, string? value)
    {
        if (Wants(fields, name))
        {
            json.WriteString(name, value);
        }
    }

    public static void Start(Utf8JsonWriter json, string type, string id)
    {
        json.WriteStartObject();
        json.WriteString("type", type);
        json.WriteString("id", id);
    }

    public void End(Utf8JsonWriter json, string type, string id)
    {
        json.WriteStartObject("links");
        json.WriteString("self", $"{call.Origin}/v1/{type}/{id}");
        json.WriteEndObject();
        json.WriteEndObject();
    }

    public void RelationshipLinks(Utf8JsonWriter json, string type, string id, string relationship)
    {
        json.WriteStartObject("links");
        json.WriteString("self", $"{call.Origin}/v1/{type}/{id}/relationships/{relationship}");
        json.WriteString("related", $"{call.Origin}/v1/{type}/{id}/{relationship}");
        json.WriteEndObject();
    }

    private void Relationships(Utf8JsonWriter json, HashSet<string>? fields, string type, string id, params string[] names)
    {
        if (!names.Any(name => Wants(fields, name)))
        {
            return;
        }
        json.WriteStartObject("relationships");
        foreach (var name in names.Where(name => Wants(fields, name)))
        {
            json.WriteStartObject(name);
            RelationshipLinks(json, type, id, name);
            json.WriteEndObject();
        }
        json.WriteEndObject();
    }

    private static void Flag(Utf8JsonWriter json, HashSet<string>? fields, string name, bool value)
    {
        if (Wants(fields, name))
        {
            json.WriteBoolean(name, value);
        }
    }
}
