using AppleAnalytics.Runs;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace AppleAnalytics.Functions.Http;

/// <summary><c>GET /api/health</c>: 200 when lake and key can be used, else 503.</summary>
public sealed class Health(HealthCheck check)
{
    /// <summary>The function.</summary>
    [Function(nameof(Health))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "health")] HttpRequest request, CancellationToken cancellationToken)
    {
        var report = await check.RunAsync(cancellationToken);
        return Results.Json(
            report, HttpJson.Options, statusCode: report.Healthy ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
    }
}
