using System.Text.Json;
using AppleAnalytics.Simulator.Control;
using AppleAnalytics.Simulator.Data;
using AppleAnalytics.Simulator.Faults;
using AppleAnalytics.Simulator.Requests;
using AppleAnalytics.Simulator.Storage;
using Microsoft.AspNetCore.Http;

namespace AppleAnalytics.Simulator.Http;

/// <summary>Apps, report requests, reports, instances and segments.</summary>
internal sealed class ReportEndpoints(
    Account account, FaultClock faults, SegmentStore segments, PresignedUrls urls, CallStats stats)
{
    private readonly Lookup _find = new(account);

    public Task ListApps(ApiCall call)
    {
        var ids = call.Set("filter[id]");
        var names = call.Set("filter[name]");
        var bundles = call.Set("filter[bundleId]");
        var skus = call.Set("filter[sku]");
        IEnumerable<AppProfile> apps = account.Portfolio.All.Where(app =>
            (ids?.Contains(app.IdText) ?? true) && (names?.Contains(app.App.Name) ?? true)
            && (bundles?.Contains(app.App.BundleId) ?? true) && (skus?.Contains(app.App.Sku) ?? true));
        apps = call.Query("sort") switch
        {
            "name" => apps.OrderBy(app => app.App.Name, StringComparer.Ordinal),
            "-name" => apps.OrderByDescending(app => app.App.Name, StringComparer.Ordinal),
            "bundleId" => apps.OrderBy(app => app.App.BundleId, StringComparer.Ordinal),
            "-bundleId" => apps.OrderByDescending(app => app.App.BundleId, StringComparer.Ordinal),
            "sku" => apps.OrderBy(app => app.App.Sku, StringComparer.Ordinal),
            "-sku" => apps.OrderByDescending(app => app.App.Sku, StringComparer.Ordinal),
            _ => apps,
        };
        return PageReply.SendAsync(call, [.. apps], faults.Current, Writer(call).App);
    }

    public Task GetApp(ApiCall call)
    {
        var app = _find.App(call.Id);
        return SendOne(call, json => Writer(call).App(json, app));
    }

    public Task ListRequests(ApiCall call)
    {
        var app = _find.App(call.Id);
        var access = call.Set("filter[accessType]");
        var requests = account.Requests.Of(app.Index).Where(request => access?.Contains(Names.Of(request.Access)) ?? true).ToArray();
        var included = IncludedReports(call);
        var writer = Writer(call);
        return PageReply.SendAsync(
            call, requests, faults.Current, (json, request) => writer.Request(json, request, included),
            included is null ? null : (json, page) => WriteIncluded(json, writer, page, included));
    }

    public Task GetRequest(ApiCall call)
    {
        var request = _find.Request(call.Id);
        var included = IncludedReports(call);
        var writer = Writer(call);
        return SendOne(
            call, json => writer.Request(json, request, included),
            included is null ? null : json => WriteIncluded(json, writer, [request], included));
    }

    public async Task CreateRequest(ApiCall call)
    {
        var (appId, access) = await CreateRequestBody.ReadAsync(call.Context.Request, call.Context.RequestAborted).ConfigureAwait(false);
        var app = account.Portfolio.Find(appId) ?? throw ApiException.Entity(
            409, "ENTITY_ERROR.RELATIONSHIP.INVALID", $"There is no resource of type 'apps' with id '{appId}'", "/data/relationships/app");
        _find.App(appId);
        var created = account.Requests.TryCreate(app.Index, access, account.Today);
        stats.AddPost(app.App.Id, access, created is not null);
        if (created is null)
        {
            throw ApiException.AlreadyExists();
        }
        await account.Creations.PassAsync(call.Context.RequestAborted).ConfigureAwait(false);
        if (faults.IsCreateAnswerLost())
        {
            call.Context.Abort();
            return;
        }
        call.Context.Response.Headers.Location = $"{call.Origin}/v1/analyticsReportRequests/{created.Id.ToText(account.Seed)}";
        await SendOne(call, json => Writer(call).Request(json, created, null), status: 201).ConfigureAwait(false);
    }

    public Task DeleteRequest(ApiCall call)
    {
        var request = _find.Request(call.Id);
        if (!account.Requests.Delete(request.Id))
        {
            throw ApiException.NoSuchResource("analyticsReportRequests", call.Id);
        }
        call.Context.Response.StatusCode = StatusCodes.Status204NoContent;
        return Task.CompletedTask;
    }

    public Task ListReports(ApiCall call)
    {
        var request = _find.Request(call.Id);
        var names = call.Set("filter[name]");
        var categories = call.Set("filter[category]");
        var reports = ReportsOf(request)
            .Where(report => (names?.Contains(report.Name) ?? true) && (categories?.Contains(report.Category) ?? true)).ToArray();
        var id = request.Id.ToText(account.Seed);
        var writer = Writer(call);
        return PageReply.SendAsync(call, reports, faults.Current, (json, report) => writer.Report(json, report, id));
    }

    public Task ListReportLinkages(ApiCall call)
    {
        var request = _find.Request(call.Id);
        var id = request.Id.ToText(account.Seed);
        return PageReply.SendAsync(call, ReportsOf(request), faults.Current, (json, report) =>
            ResourceWriter.Linkage(json, "analyticsReports", ResourceWriter.ReportId(report, id)));
    }

    public Task GetReport(ApiCall call)
    {
        var (request, report) = _find.Report(call.Id);
        return SendOne(call, json => Writer(call).Report(json, report, request.Id.ToText(account.Seed)));
    }

    public Task ListInstances(ApiCall call) =>
        PageReply.SendAsync(call, InstancesOf(call), faults.Current, Writer(call).Instance);

    public Task ListInstanceLinkages(ApiCall call) => PageReply.SendAsync(call, InstancesOf(call), faults.Current, (json, instance) =>
        ResourceWriter.Linkage(json, "analyticsReportInstances", instance.Id.ToText(account.Seed)));

    public Task GetInstance(ApiCall call)
    {
        var instance = _find.Instance(call.Id);
        return SendOne(call, json => Writer(call).Instance(json, instance));
    }

    public Task ListSegments(ApiCall call)
    {
        var instance = _find.Instance(call.Id);
        var writer = Writer(call);
        var wrong = faults.NextSegmentList();
        var segments = account.Today < instance.ProcessingDay + faults.Current.SegmentsLateDays ? 0 : instance.Segments;
        return PageReply.SendAsync(
            call, [.. Enumerable.Range(0, segments)], faults.Current,
            (json, segment) => WriteSegment(json, call, writer, instance, segment, wrong));
    }

    public Task ListSegmentLinkages(ApiCall call)
    {
        var instance = _find.Instance(call.Id);
        return PageReply.SendAsync(
            call, [.. Enumerable.Range(0, instance.Segments)], faults.Current,
            (json, segment) => ResourceWriter.Linkage(json, "analyticsReportSegments", instance.SegmentId(segment).ToText(account.Seed)));
    }

    public Task GetSegment(ApiCall call)
    {
        var (instance, segment) = _find.Segment(call.Id);
        return SendOne(call, json => WriteSegment(json, call, Writer(call), instance, segment, ListingFault.None));
    }

    private void WriteSegment(
        Utf8JsonWriter json, ApiCall call, ResourceWriter writer, Instance instance, int segment, ListingFault wrong)
    {
        var id = instance.SegmentId(segment).ToText(account.Seed);
        var (md5, size) = segments.Facts(instance, segment, faults.Current.FileForm);
        var origin = faults.Current.ForeignDownloadHost ? "https://mirror.example" : call.Origin;
        writer.Segment(
            json,
            id,
            wrong == ListingFault.WrongChecksum ? new string([.. md5.Reverse()]) : md5,
            wrong == ListingFault.WrongSize ? size + 1 : size,
            urls.Mint(origin, instance, segment, id, wrong == ListingFault.ExpiredUrl));
    }

    private Instance[] InstancesOf(ApiCall call)
    {
        var (request, report) = _find.Report(call.Id);
        var granularities = call.Set("filter[granularity]");
        var dates = call.Set("filter[processingDate]");
        return
        [
            .. account.Calendar.List(request, account.Portfolio.All[request.App], report, account.Today).Where(instance =>
                (granularities?.Contains(Names.Of(instance.Granularity)) ?? true)
                && (dates?.Contains(Day.Format(Day.Of(instance.ProcessingDay))) ?? true)),
        ];
    }

    /// <summary>On the day of its creation a request lists no reports yet; then all of them, still without instances.</summary>
    private Report[] ReportsOf(ReportRequest request) =>
        account.Today <= request.Created && account.Options.DelayDays(request.Access) > 0 ? [] : ReportCatalogue.All;

    private static Report[]? IncludedReports(ApiCall call)
    {
        if (!call.Includes("reports"))
        {
            return null;
        }
        var limit = call.Query("limit[reports]") is { } text ? int.Parse(text, System.Globalization.CultureInfo.InvariantCulture) : 10;
        return ReportCatalogue.All[..Math.Min(limit, ReportCatalogue.All.Length)];
    }

    private void WriteIncluded(Utf8JsonWriter json, ResourceWriter writer, IReadOnlyList<ReportRequest> requests, Report[] reports)
    {
        json.WriteStartArray("included");
        foreach (var request in requests)
        {
            foreach (var report in reports)
            {
                writer.Report(json, report, request.Id.ToText(account.Seed));
            }
        }
        json.WriteEndArray();
    }

    private ResourceWriter Writer(ApiCall call) => new(call, account.Seed);

    private static Task SendOne(ApiCall call, Action<Utf8JsonWriter> write, Action<Utf8JsonWriter>? included = null, int status = 200) =>
        call.SendAsync(status, json =>
        {
            json.WriteStartObject();
            json.WritePropertyName("data");
            write(json);
            included?.Invoke(json);
            json.WriteStartObject("links");
            json.WriteString("self", call.Self);
            json.WriteEndObject();
            json.WriteEndObject();
        });
}
