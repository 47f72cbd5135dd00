using AppleAnalytics.Simulator.Data;

namespace AppleAnalytics.Simulator.Http;

/// <summary>The query parameters of each endpoint, from Apple's OpenAPI document.</summary>
internal static class Parameters
{
    private static readonly Parameter Limit = Parameter.Limit("limit", 200);
    private static readonly Parameter Cursor = Parameter.Text("cursor");
    private static readonly Parameter LimitReports = Parameter.Limit("limit[reports]", 50);
    private static readonly Parameter IncludeReports = Parameter.OneOf("include", "reports");
    private static readonly Parameter RequestFields =
        Parameter.OneOf("fields[analyticsReportRequests]", "accessType", "stoppedDueToInactivity", "reports");
    private static readonly Parameter ReportFields = Parameter.OneOf("fields[analyticsReports]", "name", "category", "instances");
    private static readonly Parameter InstanceFields =
        Parameter.OneOf("fields[analyticsReportInstances]", "granularity", "processingDate", "segments");
    private static readonly Parameter SegmentFields = Parameter.OneOf("fields[analyticsReportSegments]", "checksum", "sizeInBytes", "url");
    private static readonly Parameter AppFields = Parameter.OneOf("fields[apps]", ResourceWriter.AppAttributes);
    private static readonly Parameter ReviewFields = Parameter.OneOf(
        "fields[customerReviews]", "rating", "title", "body", "reviewerNickname", "createdDate", "territory", "response", "reviewTerritory");
    private static readonly Parameter ResponseFields =
        Parameter.OneOf("fields[customerReviewResponses]", "responseBody", "lastModifiedDate", "state", "review");
    private static readonly Parameter TerritoryFields = Parameter.OneOf("fields[territories]", "currency");

    public static readonly Parameter[] None = [];

    public static readonly Parameter[] App = [AppFields];

    public static readonly Parameter[] AppList =
    [
        AppFields, Limit, Cursor, Parameter.Text("filter[id]"), Parameter.Text("filter[name]"), Parameter.Text("filter[bundleId]"),
        Parameter.Text("filter[sku]"), Parameter.OneOf("sort", "name", "-name", "bundleId", "-bundleId", "sku", "-sku"),
    ];

    public static readonly Parameter[] Request = [RequestFields, ReportFields, IncludeReports, LimitReports];

    public static readonly Parameter[] RequestList =
    [
        RequestFields, ReportFields, IncludeReports, LimitReports, Limit, Cursor,
        Parameter.OneOf("filter[accessType]", Names.AccessTypes),
    ];

    public static readonly Parameter[] Report = [ReportFields];

    public static readonly Parameter[] ReportList =
        [ReportFields, Limit, Cursor, Parameter.Text("filter[name]"), Parameter.OneOf("filter[category]", Names.Categories)];

    public static readonly Parameter[] Instance = [InstanceFields];

    public static readonly Parameter[] InstanceList =
    [
        InstanceFields, Limit, Cursor, Parameter.OneOf("filter[granularity]", Names.Granularities),
        new("filter[processingDate]", ParameterKind.Date),
    ];

    public static readonly Parameter[] Segment = [SegmentFields];

    public static readonly Parameter[] SegmentList = [SegmentFields, Limit, Cursor];

    public static readonly Parameter[] LinkageList = [Limit, Cursor];

    public static readonly Parameter[] Review =
        [ReviewFields, ResponseFields, TerritoryFields, Parameter.OneOf("include", "response", "reviewTerritory")];

    public static readonly Parameter[] ReviewList =
    [
        .. Review, Limit, Cursor, Parameter.OneOf("filter[territory]", Territories.ForReviews),
        Parameter.OneOf("filter[rating]", "1", "2", "3", "4", "5"), Parameter.Text("filter[reviewTerritory]"),
        new("exists[publishedResponse]", ParameterKind.Boolean),
        Parameter.OneOf("sort", "rating", "-rating", "createdDate", "-createdDate"),
    ];

    public static readonly Parameter[] Response = [ResponseFields, ReviewFields, Parameter.OneOf("include", "review")];
}
