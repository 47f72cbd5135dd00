using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using AppleAnalytics.Reports;

namespace AppleAnalytics.Apple;

/// <summary>
/// App Store Connect, as far as analytics reports and customer reviews need it (App Store Connect API 4.4.1). Answers are
/// results; only what may pass on retry is a <see cref="TransientAppleException"/>. Every call is counted in the meter given.
/// </summary>
public sealed class AppStoreConnectClient
{
    const int PageSize = 200;

    readonly AppleOptions _options;
    readonly AppleTransport _transport;
    readonly ApplePager _pager;
    readonly SegmentDownloads _downloads;

    internal AppStoreConnectClient(AppleOptions options, AppleTransport transport, SegmentDownloads downloads)
    {
        _options = options;
        _transport = transport;
        _pager = new(transport, options);
        _downloads = downloads;
    }

    /// <summary>The apps the key can see.</summary>
    public Task<AppleResult<IReadOnlyList<AppleApp>>> ListAppsAsync(ApiUsageMeter meter, CancellationToken cancellation = default) =>
        ListAsync(
            Get("apps", $"v1/apps?fields[apps]=name,bundleId,sku&limit={PageSize}", "the account's apps"),
            JsonApi.Default.ListDocumentAppAttributes,
            r => long.TryParse(r.Id, NumberStyles.None, CultureInfo.InvariantCulture, out var id)
                ? new AppleApp(id, r.Attributes?.Name ?? "", r.Attributes?.BundleId ?? "", r.Attributes?.Sku ?? "")
                : null,
            meter,
            cancellation);

    /// <summary>The report requests of an app.</summary>
    public Task<AppleResult<IReadOnlyList<AnalyticsReportRequest>>> ListReportRequestsAsync(
        long appId, AccessType accessType, ApiUsageMeter meter, CancellationToken cancellation = default) =>
        ListAsync(
            Get("reportRequests", $"v1/apps/{appId}/analyticsReportRequests?filter[accessType]={Word(accessType)}&limit={PageSize}", $"app {appId}"),
            JsonApi.Default.ListDocumentRequestAttributes,
            // A server that ignores the filter must not make us adopt the other kind.
            r => ReadRequest(r) is { } request && request.AccessType == accessType ? request : null,
            meter,
            cancellation);

    /// <summary>One report request by its id.</summary>
    public async Task<AppleResult<AnalyticsReportRequest>> GetReportRequestAsync(
        string requestId, ApiUsageMeter meter, CancellationToken cancellation = default) =>
        await SingleAsync(
            Get("reportRequests", $"v1/analyticsReportRequests/{Escape(requestId)}", $"report request {requestId}"),
            JsonApi.Default.SingleDocumentRequestAttributes,
            ReadRequest,
            meter,
            cancellation);

    /// <summary>Creates a report request; a conflict says that the app has one of that access type.</summary>
    public async Task<AppleResult<AnalyticsReportRequest>> CreateReportRequestAsync(
        long appId, AccessType accessType, ApiUsageMeter meter, CancellationToken cancellation = default)
    {
        var document = new CreateRequestDocument(new(
            "analyticsReportRequests",
            new(Word(accessType)),
            new(new(new("apps", appId.ToString(CultureInfo.InvariantCulture))))));
        var call = new ApiCall(
            "createReportRequest", HttpMethod.Post, Url("v1/analyticsReportRequests"), $"app {appId}",
            JsonSerializer.SerializeToUtf8Bytes(document, JsonApi.Default.CreateRequestDocument));
        return await SingleAsync(call, JsonApi.Default.SingleDocumentRequestAttributes, ReadRequest, meter, cancellation);
    }

    /// <summary>Deletes a report request; one that is not there counts as deleted.</summary>
    /// <returns>The id on success.</returns>
    public async Task<AppleResult<string>> DeleteReportRequestAsync(string requestId, ApiUsageMeter meter, CancellationToken cancellation = default)
    {
        var call = new ApiCall(
            "deleteReportRequest", HttpMethod.Delete, Url($"v1/analyticsReportRequests/{Escape(requestId)}"), $"report request {requestId}");
        var answer = await _transport.SendAsync(call, meter, cancellation);
        return answer.IsOk || answer.Kind == AppleResultKind.NotFound ? Ok(requestId) : answer.As<string>();
    }

    /// <summary>Every report of a request, about 160.</summary>
    public Task<AppleResult<IReadOnlyList<AnalyticsReport>>> ListReportsAsync(
        string requestId, ApiUsageMeter meter, CancellationToken cancellation = default) =>
        ListAsync(
            Get("reports", $"v1/analyticsReportRequests/{Escape(requestId)}/reports?limit={PageSize}", $"report request {requestId}"),
            JsonApi.Default.ListDocumentReportAttributes,
            r => r is { Id: { Length: > 0 } id, Attributes.Name: { } name } ? new AnalyticsReport(id, name, r.Attributes.Category ?? "") : null,
            meter,
            cancellation);

    /// <summary>The instances of a report.</summary>
    /// <param name="reportId">Apple's id of the report.</param>
    /// <param name="granularity">The granularity; instances of all granularities share Apple's pages.</param>
    /// <param name="processingDates">The processing dates wanted; null or empty for all Apple has, which is 35 days.</param>
    /// <param name="meter">Counts the calls.</param>
    /// <param name="cancellation">Ends it.</param>
    public Task<AppleResult<IReadOnlyList<AnalyticsReportInstance>>> ListInstancesAsync(
        string reportId, Granularity granularity, IReadOnlyList<DateOnly>? processingDates, ApiUsageMeter meter, CancellationToken cancellation = default)
    {
        var word = granularity.ToString().ToUpperInvariant();
        var dates = processingDates is { Count: > 0 }
            ? "&filter[processingDate]=" + string.Join(',', processingDates.Select(d => d.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)))
            : "";
        return ListAsync(
            Get("instances", $"v1/analyticsReports/{Escape(reportId)}/instances?filter[granularity]={word}{dates}&limit={PageSize}", $"report {reportId}"),
            JsonApi.Default.ListDocumentInstanceAttributes,
            r => r is { Id: { Length: > 0 } id, Attributes: { } a }
                && (a.Granularity is null || a.Granularity == word)
                && DateOnly.TryParseExact(a.ProcessingDate, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
                    ? new AnalyticsReportInstance(id, date)
                    : null,
            meter,
            cancellation);
    }

    /// <summary>The segments of an instance with fresh download addresses.</summary>
    public Task<AppleResult<IReadOnlyList<AnalyticsReportSegment>>> ListSegmentsAsync(
        string instanceId, ApiUsageMeter meter, CancellationToken cancellation = default) =>
        ListAsync(
            Get("segments", $"v1/analyticsReportInstances/{Escape(instanceId)}/segments?limit={PageSize}", $"instance {instanceId}"),
            JsonApi.Default.ListDocumentSegmentAttributes,
            ReadSegment,
            meter,
            cancellation);

    /// <summary>One segment with a fresh download address.</summary>
    public async Task<AppleResult<AnalyticsReportSegment>> GetSegmentAsync(
        string segmentId, ApiUsageMeter meter, CancellationToken cancellation = default) =>
        await SingleAsync(
            Get("segment", $"v1/analyticsReportSegments/{Escape(segmentId)}", $"segment {segmentId}"),
            JsonApi.Default.SingleDocumentSegmentAttributes,
            ReadSegment,
            meter,
            cancellation);

    /// <summary>
    /// Opens a segment's compressed bytes. The stream resumes after a lost connection and asks for a new address when the old one
    /// has expired; it does not verify what it reads.
    /// </summary>
    public Task<AppleResult<SegmentStream>> OpenSegmentAsync(
        AnalyticsReportSegment segment, ApiUsageMeter meter, CancellationToken cancellation = default) =>
        SegmentStream.OpenAsync(segment, _downloads, id => GetSegmentAsync(id, meter, cancellation), meter, cancellation);

    /// <summary>
    /// The customer reviews of an app, newest first, page by page; Apple has no date filter, so reading ends with the page that
    /// holds a review older than <paramref name="until"/>. The first failure is the last element.
    /// </summary>
    public async IAsyncEnumerable<AppleResult<CustomerReviewPage>> ListCustomerReviewsAsync(
        long appId, DateTimeOffset? until, ApiUsageMeter meter, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        var first = Get("customerReviews", $"v1/apps/{appId}/customerReviews?sort=-createdDate&include=response&limit={PageSize}", $"app {appId}");
        await foreach (var page in _pager.PagesAsync(first, JsonApi.Default.ReviewDocument, d => d.Links, meter, cancellation))
        {
            if (!page.IsOk)
            {
                yield return page.As<CustomerReviewPage>();
                yield break;
            }

            var read = CustomerReviewReader.Read(page.Required.Document, page.Required.Body, page.Required.IsLast);
            yield return Ok(read);
            if (until is { } oldest && read.Reviews.Any(r => r.Created < oldest))
            {
                yield break;
            }
        }
    }

    async Task<AppleResult<IReadOnlyList<T>>> ListAsync<TAttributes, T>(
        ApiCall first, JsonTypeInfo<ListDocument<TAttributes>> type, Func<Resource<TAttributes>, T?> read, ApiUsageMeter meter, CancellationToken cancellation)
        where T : class
    {
        var all = new List<T>();
        await foreach (var page in _pager.PagesAsync(first, type, d => d.Links, meter, cancellation))
        {
            if (!page.IsOk)
            {
                return page.As<IReadOnlyList<T>>();
            }

            all.AddRange((page.Required.Document.Data ?? []).Select(read).OfType<T>());
        }

        return Ok<IReadOnlyList<T>>(all);
    }

    async Task<AppleResult<T>> SingleAsync<TAttributes, T>(
        ApiCall call, JsonTypeInfo<SingleDocument<TAttributes>> type, Func<Resource<TAttributes>, T?> read, ApiUsageMeter meter, CancellationToken cancellation)
        where T : class
    {
        var answer = await _transport.SendAsync(call, meter, cancellation);
        if (!answer.IsOk)
        {
            return answer.As<T>();
        }

        var document = ApplePager.Parse(call, answer.Required, type);
        return !document.IsOk ? document.As<T>()
            : document.Required.Data is { } data && read(data) is { } value ? Ok(value)
            : new() { Kind = AppleResultKind.Unusable, Message = $"Apple's answer about {call.Subject} ({call.Endpoint}) lacks what it should state." };
    }

    static AnalyticsReportRequest? ReadRequest(Resource<RequestAttributes> resource) => (resource.Id, resource.Attributes?.AccessType) switch
    {
        ({ Length: > 0 } id, "ONGOING") => new(id, AccessType.Ongoing, resource.Attributes.StoppedDueToInactivity ?? false),
        ({ Length: > 0 } id, "ONE_TIME_SNAPSHOT") => new(id, AccessType.OneTimeSnapshot, resource.Attributes.StoppedDueToInactivity ?? false),
        _ => null,
    };

    static AnalyticsReportSegment? ReadSegment(Resource<SegmentAttributes> resource) =>
        resource is { Id: { Length: > 0 } id, Attributes: { } a } && Uri.TryCreate(a.Url, UriKind.Absolute, out var url)
            ? new(id, a.Checksum, a.SizeInBytes, url)
            : null;

    static string Word(AccessType accessType) => accessType == AccessType.Ongoing ? "ONGOING" : "ONE_TIME_SNAPSHOT";

    static string Escape(string id) => Uri.EscapeDataString(id);

    static AppleResult<T> Ok<T>(T value) => new() { Kind = AppleResultKind.Ok, Value = value };

    ApiCall Get(string endpoint, string path, string subject) => new(endpoint, HttpMethod.Get, Url(path), subject);

    Uri Url(string path) => new($"{_options.BaseUrl.AbsoluteUri.TrimEnd('/')}/{path}");
}
