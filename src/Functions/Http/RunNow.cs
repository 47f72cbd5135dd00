using AppleAnalytics.Functions.Triggers;
using AppleAnalytics.Runs;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.DurableTask.Client;

namespace AppleAnalytics.Functions.Http;

/// <summary><c>POST /api/runs</c>: does the daily work now, for every app or for some, such as one that failed.</summary>
public sealed class RunNow(RunStarter starter, TimeProvider time)
{
    /// <summary>The function.</summary>
    [Function(nameof(RunNow))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "runs")] HttpRequestData request,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        using var reader = new StreamReader(request.Body);
        var now = time.GetUtcNow();
        var (body, problem) = RunBody.Read(await reader.ReadToEndAsync(cancellationToken), DateOnly.FromDateTime(now.UtcDateTime));
        if (body is null)
        {
            return problem!.ToResult();
        }

        var start = await starter.StartAsync(client, RunRequests.OnDemand(body.Date, now, body.Apps, body.Tables), again: false, cancellationToken);
        return new AcceptedRun(ManagementUrls.Of(start.RunId, client.CreateHttpManagementPayload(start.RunId, request)));
    }
}
