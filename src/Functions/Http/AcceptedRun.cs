using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace AppleAnalytics.Functions.Http;

/// <summary>202: the run is on its way. Location says where to look, Retry-After how soon.</summary>
sealed class AcceptedRun(ManagementUrls urls) : IResult
{
    const int RetryAfterSeconds = 10;

    public Task ExecuteAsync(HttpContext httpContext)
    {
        ArgumentNullException.ThrowIfNull(httpContext);
        httpContext.Response.Headers.Location = urls.StatusQueryGetUri;
        httpContext.Response.Headers.RetryAfter = RetryAfterSeconds.ToString(CultureInfo.InvariantCulture);
        return Results.Json(urls, HttpJson.Options, statusCode: StatusCodes.Status202Accepted).ExecuteAsync(httpContext);
    }
}
