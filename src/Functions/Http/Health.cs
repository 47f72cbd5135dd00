using AppleAnalytics.Lake;
using AppleAnalytics.Runs;
using AppleAnalytics.Security;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace AppleAnalytics.Functions.Http;

/// <summary><c>GET /api/health</c>: 200 when lake and key can be used, else 503.</summary>
public sealed partial class Health(RunReportPublisher reports, AppleKeySource key, ILogger<Health> log)
{
    /// <summary>The function.</summary>
    [Function(nameof(Health))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "health")] HttpRequest request, CancellationToken cancellationToken)
    {
        var (lake, last) = await LakeAsync(cancellationToken);
        var keyState = await KeyAsync(cancellationToken);
        var healthy = lake == "ok" && keyState == "ok";
        return Results.Json(
            new HealthReport(healthy, lake, keyState, last?.RunId, last?.State, last?.EndedAt),
            HttpJson.Options,
            statusCode: healthy ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
    }

    async Task<(string State, RunReport? Last)> LakeAsync(CancellationToken cancellationToken)
    {
        try
        {
            return ("ok", await reports.ReadLatestAsync(cancellationToken));
        }
        catch (Exception fault) when (fault is TransientLakeException or LakeException)
        {
            Unreachable(log, fault.Message);
            return ("The lake cannot be read; the log says why.", null);
        }
    }

    async Task<string> KeyAsync(CancellationToken cancellationToken)
    {
        try
        {
            await key.GetAsync(cancellationToken);
            return "ok";
        }
        catch (ConfigurationException fault)
        {
            Unreachable(log, fault.Message);
            return "There is no usable App Store Connect key; the log says why.";
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Health: {Reason}")]
    static partial void Unreachable(ILogger log, string reason);
}
