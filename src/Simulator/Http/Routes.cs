namespace AppleAnalytics.Simulator.Http;

/// <summary>The operations that exist, and what is said about those that do not.</summary>
internal sealed class Routes(ReportEndpoints reports, ReviewEndpoints reviews)
{
    private static readonly SimulatorRole[] Everyone = Enum.GetValues<SimulatorRole>();
    private static readonly SimulatorRole[] Admins = [SimulatorRole.Admin];
    private static readonly SimulatorRole[] Readers = [SimulatorRole.Admin, SimulatorRole.SalesAndReports, SimulatorRole.Finance];
    private static readonly SimulatorRole[] ReviewReaders = [SimulatorRole.Admin, SimulatorRole.CustomerSupport, SimulatorRole.Developer];

    private static readonly Dictionary<string, string> AllowedOperations = new(StringComparer.Ordinal)
    {
        ["analyticsReportInstances"] = "GET_INSTANCE",
        ["analyticsReportRequests"] = "CREATE, DELETE, GET_INSTANCE",
        ["analyticsReportSegments"] = "GET_INSTANCE",
        ["analyticsReports"] = "GET_INSTANCE",
        ["apps"] = "GET_COLLECTION, GET_INSTANCE",
        ["customerReviews"] = "GET_INSTANCE",
    };

    private readonly Route[] _all =
    [
        new("GET", "apps", Everyone, Parameters.AppList, reports.ListApps),
        new("GET", "apps/{id}", Everyone, Parameters.App, reports.GetApp),
        new("GET", "apps/{id}/analyticsReportRequests", Readers, Parameters.RequestList, reports.ListRequests),
        new("POST", "analyticsReportRequests", Admins, Parameters.None, reports.CreateRequest),
        new("GET", "analyticsReportRequests/{id}", Readers, Parameters.Request, reports.GetRequest),
        new("DELETE", "analyticsReportRequests/{id}", Admins, Parameters.None, reports.DeleteRequest),
        new("GET", "analyticsReportRequests/{id}/reports", Readers, Parameters.ReportList, reports.ListReports),
        new("GET", "analyticsReportRequests/{id}/relationships/reports", Readers, Parameters.LinkageList, reports.ListReportLinkages),
        new("GET", "analyticsReports/{id}", Readers, Parameters.Report, reports.GetReport),
        new("GET", "analyticsReports/{id}/instances", Readers, Parameters.InstanceList, reports.ListInstances),
        new("GET", "analyticsReports/{id}/relationships/instances", Readers, Parameters.LinkageList, reports.ListInstanceLinkages),
        new("GET", "analyticsReportInstances/{id}", Readers, Parameters.Instance, reports.GetInstance),
        new("GET", "analyticsReportInstances/{id}/segments", Readers, Parameters.SegmentList, reports.ListSegments),
        new("GET", "analyticsReportInstances/{id}/relationships/segments", Readers, Parameters.LinkageList, reports.ListSegmentLinkages),
        new("GET", "analyticsReportSegments/{id}", Readers, Parameters.Segment, reports.GetSegment),
        new("GET", "apps/{id}/customerReviews", ReviewReaders, Parameters.ReviewList, reviews.List),
        new("GET", "customerReviews/{id}", ReviewReaders, Parameters.Review, reviews.Get),
        new("GET", "customerReviews/{id}/response", ReviewReaders, Parameters.Response, reviews.GetResponse),
    ];

    /// <summary>The operation at a path, or throws what Apple answers for one that does not exist.</summary>
    public Route Find(string method, string[] path)
    {
        var fitting = Array.FindAll(_all, route => route.Fits(path));
        if (Array.Find(fitting, route => route.Method == method) is { } found)
        {
            return found;
        }
        var type = path[0];
        if (!AllowedOperations.TryGetValue(type, out var allowed))
        {
            throw ApiException.NoSuchPath($"The path provided does not match a defined resource type: '{type}'");
        }
        if (path.Length <= 2)
        {
            throw Operation(method, path.Length == 1) is { } operation
                ? ApiException.ForbiddenOperation(type, operation, allowed)
                : ApiException.MethodNotAllowed(method);
        }
        throw fitting.Length > 0
            ? ApiException.MethodNotAllowed(method)
            : ApiException.NoSuchPath($"The relationship '{path[2]}' does not exist on the resource '{type}'");
    }

    private static string? Operation(string method, bool collection) => (method, collection) switch
    {
        ("GET", true) => "GET_COLLECTION",
        ("GET", false) => "GET_INSTANCE",
        ("POST", true) => "CREATE",
        ("PATCH", false) => "UPDATE",
        ("DELETE", false) => "DELETE",
        _ => null,
    };
}
