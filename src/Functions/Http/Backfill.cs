using AppleAnalytics.Functions.Triggers;
using AppleAnalytics.Runs;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.DurableTask.Client;

namespace AppleAnalytics.Functions.Http;

/// <summary><c>POST /api/backfill</c>: runs a past range of metric dates. The same range asked for twice at once is one run.</summary>
public sealed class Backfill(RunStarter starter, TimeProvider time)
{
    /// <summary>The function.</summary>
    [Function(nameof(Backfill))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "backfill")] HttpRequestData request,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        using var reader = new StreamReader(request.Body);
        var today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        var (body, problem) = BackfillBody.Read(await reader.ReadToEndAsync(cancellationToken), today);
        if (body is null)
        {
            return problem!.ToResult();
        }

        var wanted = RunRequests.Backfill(body.From, body.To, body.Apps, body.Tables, body.Snapshot, today, body.Replace, body.NoWait);
        var start = await starter.StartAsync(client, wanted, again: true, cancellationToken);
        return new AcceptedRun(ManagementUrls.Of(start.RunId, client.CreateHttpManagementPayload(start.RunId, request)));
    }
}
