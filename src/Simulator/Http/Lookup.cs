using AppleAnalytics.Simulator.Data;
using AppleAnalytics.Simulator.Requests;
using AppleAnalytics.Simulator.Reviews;

namespace AppleAnalytics.Simulator.Http;

/// <summary>Finds what an id in a path names, or throws what Apple answers when there is nothing.</summary>
internal sealed class Lookup(Account account)
{
    public AppProfile App(string id)
    {
        var app = account.Portfolio.Find(id) ?? throw ApiException.NoSuchResource("apps", id);
        CheckAgreement(app);
        return app;
    }

    public ReportRequest Request(string id)
    {
        var request = Parse(id, EntityKind.Request) is { } parsed ? account.Requests.Find(parsed) : null;
        request = request ?? throw ApiException.NoSuchResource("analyticsReportRequests", id);
        CheckAgreement(account.Portfolio.All[request.App]);
        return request;
    }

    /// <summary>A report id is <c>rN-{requestId}</c>.</summary>
    public (ReportRequest Request, Report Report) Report(string id)
    {
        var dash = id.IndexOf('-', StringComparison.Ordinal);
        if (dash > 1 && id[0] == 'r' && Parse(id[(dash + 1)..], EntityKind.Request) is { } parsed
            && account.Requests.Find(parsed) is { } request
            && Array.Find(ReportCatalogue.All, report => ResourceWriter.ReportId(report, id[(dash + 1)..]) == id) is { } found)
        {
            CheckAgreement(account.Portfolio.All[request.App]);
            return (request, found);
        }
        throw ApiException.NoSuchResource("analyticsReports", id);
    }

    public Instance Instance(string id) =>
        Parse(id, EntityKind.Instance) is { } parsed && InstanceOf(parsed) is { } instance
            ? instance
            : throw ApiException.NoSuchResource("analyticsReportInstances", id);

    public (Instance Instance, int Segment) Segment(string id) =>
        FindSegment(id) ?? throw ApiException.NoSuchResource("analyticsReportSegments", id);

    public (Instance Instance, int Segment)? FindSegment(string id) =>
        Parse(id, EntityKind.Segment) is { } parsed
        && InstanceOf(parsed with { Kind = EntityKind.Instance, Segment = 0 }) is { } instance && parsed.Segment < instance.Segments
            ? (instance, parsed.Segment)
            : null;

    public Review Review(string id) =>
        Parse(id, EntityKind.Review) is { } parsed && account.Reviews.Find(account.AppOf(parsed), parsed, account.Today) is { } review
            ? review
            : throw ApiException.NoSuchResource("customerReviews", id);

    private Instance? InstanceOf(EntityId id)
    {
        if (account.Requests.Find(id) is not { } request)
        {
            return null;
        }
        var app = account.Portfolio.All[request.App];
        CheckAgreement(app);
        return account.Calendar.Find(request, app, id, account.Today);
    }

    private EntityId? Parse(string text, EntityKind kind) =>
        EntityId.TryParse(text, account.Seed, out var id) && id.Kind == kind && id.App < account.Portfolio.All.Length ? id : null;

    private void CheckAgreement(AppProfile app)
    {
        if (account.LacksAgreement(app.App.Id))
        {
            throw ApiException.AgreementsMissing();
        }
    }
}
