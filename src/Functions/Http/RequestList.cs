using System.Globalization;
using AppleAnalytics.Coverage;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace AppleAnalytics.Functions.Http;

/// <summary><c>GET /api/requests</c>: every app's report requests at Apple as the registry knows them; <c>app</c> names one.</summary>
public sealed class RequestList(RequestOverviews overviews, TimeProvider time)
{
    /// <summary>The function.</summary>
    [Function("ListRequests")]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "requests")] HttpRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        long app = 0;
        if (request.Query.TryGetValue("app", out var text) && !long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out app))
        {
            return new Problem
            {
                Title = "Invalid query",
                Status = StatusCodes.Status400BadRequest,
                Detail = "The query cannot be used; errors names the parameter.",
                Errors = new Dictionary<string, string> { ["app"] = "An Apple ID is allowed here, such as 1476097583; leave it out for every app." },
            }.ToResult();
        }

        var overview = await overviews.ReadAsync(app == 0 ? [] : [app], time.GetUtcNow().UtcDateTime, cancellationToken);
        return Results.Json(overview, HttpJson.Options);
    }
}
