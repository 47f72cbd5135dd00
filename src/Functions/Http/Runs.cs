using System.Globalization;
using AppleAnalytics.Lake;
using AppleAnalytics.Runs;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace AppleAnalytics.Functions.Http;

/// <summary><c>GET /api/runs</c> and <c>GET /api/runs/{id}</c>: what ran and what is running, from the orchestrations and the run reports.</summary>
public sealed class Runs(RunReportPublisher reports, ObjectStore lake)
{
    const int DefaultTop = 50;
    const int MostTop = 200;

    /// <summary>Lists runs, newest first; <c>top</c> says how many (1 to 200, 50 by default).</summary>
    [Function("ListRuns")]
    public async Task<IResult> ListAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "runs")] HttpRequest request,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(client);
        var top = DefaultTop;
        if (request.Query.TryGetValue("top", out var text)
            && !(int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out top) && top is >= 1 and <= MostTop))
        {
            return new Problem
            {
                Title = "Invalid query",
                Status = StatusCodes.Status400BadRequest,
                Detail = "The query cannot be used; errors names the parameter.",
                Errors = new Dictionary<string, string> { ["top"] = $"A whole number from 1 to {MostTop} is allowed here." },
            }.ToResult();
        }

        // Parts of runs share the prefix and outnumber the runs by far: payloads are read only of what is shown.
        var found = new Dictionary<string, DateTimeOffset>(StringComparer.Ordinal);
        foreach (var prefix in RunIds.Prefixes)
        {
            await foreach (var instance in client.GetAllInstancesAsync(new OrchestrationQuery(InstanceIdPrefix: prefix)).WithCancellation(cancellationToken))
            {
                if (RunIds.IsRun(instance.InstanceId))
                {
                    found[instance.InstanceId] = instance.CreatedAt;
                }
            }
        }

        var runs = new List<RunEntry>();
        foreach (var (id, _) in found.OrderByDescending(f => f.Value).Take(top))
        {
            if (await client.GetInstanceAsync(id, getInputsAndOutputs: true, cancellationToken) is { } instance)
            {
                runs.Add(RunEntry.Of(instance));
            }
        }

        runs.AddRange(await PurgedAsync([.. found.Keys], top, cancellationToken));
        return Json(new RunList([.. runs.OrderByDescending(r => r.CreatedAt).ThenBy(r => r.Id, StringComparer.Ordinal).Take(top)]));
    }

    /// <summary>One run with its report.</summary>
    [Function("GetRun")]
    public async Task<IResult> GetAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "runs/{id}")] HttpRequest request,
        string id,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(client);
        if (!RunIds.IsRun(id) || id.Contains('/', StringComparison.Ordinal))
        {
            return Problem.NoRun(id).ToResult();
        }

        var instance = await client.GetInstanceAsync(id, getInputsAndOutputs: true, cancellationToken);
        var report = await reports.ReadAsync(id, cancellationToken);
        return (instance, report) switch
        {
            (not null, _) => Json(new RunDetails(RunEntry.Of(instance), instance.FailureDetails?.ErrorMessage, instance.IsCompleted ? report : null)),
            (null, not null) => Json(new RunDetails(RunEntry.Of(report), null, report)),
            _ => Problem.NoRun(id).ToResult(),
        };
    }

    /// <summary>Runs of which only the report is left.</summary>
    async Task<IReadOnlyList<RunEntry>> PurgedAsync(HashSet<string> present, int most, CancellationToken cancellationToken)
    {
        var ids = new List<string>();
        await foreach (var file in lake.ListAsync("runs/", cancellationToken))
        {
            var id = Path.GetFileNameWithoutExtension(file.Key);
            if (RunIds.IsRun(id) && !present.Contains(id))
            {
                ids.Add(id);
            }
        }

        var entries = new List<RunEntry>();
        foreach (var id in ids.OrderDescending(StringComparer.Ordinal).Take(most))
        {
            if (await reports.ReadAsync(id, cancellationToken) is { } report)
            {
                entries.Add(RunEntry.Of(report));
            }
        }

        return entries;
    }

    static IResult Json<T>(T value) => Results.Json(value, HttpJson.Options);
}
