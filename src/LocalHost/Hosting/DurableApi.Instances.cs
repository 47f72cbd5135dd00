using System.Text.Json.Nodes;
using AppleAnalytics.LocalHost.Engine;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Routing;
using Microsoft.DurableTask.Client;

namespace AppleAnalytics.LocalHost.Hosting;

/// <summary>Instances.</summary>
internal sealed partial class DurableApi
{
    private Task StatusAsync(HttpContext http, string instanceId)
    {
        var request = http.Request;
        var showInput = request.Flag("showInput", fallback: true);
        var found = engine.Read(state => state.Instances.TryGetValue(instanceId, out var instance)
            ? Tuple.Create(
                instance.Status,
                Payloads.Status(
                    instance,
                    showInput,
                    request.Flag("showHistory") ? HistoryPayload.From(instance.History, request.Flag("showHistoryOutput"), showInput) : null))
            : null);
        if (found is null)
        {
            return StatusCodeAsync(http, StatusCodes.Status404NotFound);
        }

        var (status, payload) = found;
        if (!InstanceState.IsTerminalStatus(status))
        {
            http.Response.Headers.Location = request.GetEncodedUrl();
            http.Response.Headers.RetryAfter = "5";
            return JsonAsync(http, StatusCodes.Status202Accepted, payload);
        }

        var isError = status is OrchestrationRuntimeStatus.Failed && request.Flag("returnInternalServerErrorOnFailure");
        return JsonAsync(http, isError ? StatusCodes.Status500InternalServerError : StatusCodes.Status200OK, payload);
    }

    private Task ListAsync(HttpContext http, string instanceId)
    {
        var request = http.Request;
        var showInput = request.Flag("showInput", fallback: true);
        var filter = new OrchestrationQuery(
            request.Time("createdTimeFrom"), request.Time("createdTimeTo"), request.Statuses("runtimeStatus"), null, request.Text("instanceIdPrefix"));
        var size = request.Number("top") is > 0 and var top ? top : OrchestrationQuery.DefaultPageSize;
        var continuation = request.Headers[ContinuationHeader].ToString();
        var page = InstancePage.Read(
            engine, filter, continuation.Length > 0 ? continuation : null, size, client.Name, (instance, _) => Payloads.Status(instance, showInput, null));
        return PageAsync(http, page.Values, page.ContinuationToken);
    }

    private static Task PageAsync(HttpContext http, IEnumerable<JsonNode> items, string? continuation)
    {
        http.Response.Headers[ContinuationHeader] = continuation ?? string.Empty;
        return JsonAsync(http, StatusCodes.Status200OK, new JsonArray([.. items]));
    }

    private async Task PurgeAsync(HttpContext http, string instanceId)
    {
        if (await client.GetInstanceAsync(instanceId, http.RequestAborted) is null)
        {
            await StatusCodeAsync(http, StatusCodes.Status404NotFound);
            return;
        }

        var purged = await client.PurgeInstanceAsync(instanceId, http.RequestAborted);
        await JsonAsync(http, StatusCodes.Status200OK, new JsonObject { ["instancesDeleted"] = purged.PurgedInstanceCount });
    }

    private async Task PurgeByFilterAsync(HttpContext http, string instanceId)
    {
        if (http.Request.Time("createdTimeFrom") is not { } from)
        {
            await TextAsync(http, StatusCodes.Status400BadRequest, "Please provide value for 'createdTimeFrom' parameter.");
            return;
        }

        var filter = new PurgeInstancesFilter(from, http.Request.Time("createdTimeTo"), http.Request.Statuses("runtimeStatus"));
        var purged = await client.PurgeAllInstancesAsync(filter, http.RequestAborted);
        await (purged.PurgedInstanceCount == 0
            ? StatusCodeAsync(http, StatusCodes.Status404NotFound)
            : JsonAsync(http, StatusCodes.Status200OK, new JsonObject { ["instancesDeleted"] = purged.PurgedInstanceCount }));
    }

    private async Task RaiseEventAsync(HttpContext http, string instanceId)
    {
        if (await RefuseEndedAsync(http, instanceId))
        {
            return;
        }

        if (!http.Request.HasJsonContentType())
        {
            await TextAsync(http, StatusCodes.Status400BadRequest, "Only application/json request content is supported");
            return;
        }

        var payload = WorkerJson.Compact(await BodyAsync(http));
        await engine.RaiseEventAsync(instanceId, (string)http.GetRouteValue("eventName")!, payload);
        await StatusCodeAsync(http, StatusCodes.Status202Accepted);
    }

    private async Task ControlAsync(HttpContext http, string instanceId, Func<string?, Task> control)
    {
        if (!await RefuseEndedAsync(http, instanceId))
        {
            await control(http.Request.Text("reason"));
            await StatusCodeAsync(http, StatusCodes.Status202Accepted);
        }
    }

    /// <summary>Answers 404 for an instance that never was, 410 for one that has ended.</summary>
    private async Task<bool> RefuseEndedAsync(HttpContext http, string instanceId)
    {
        var instance = await client.GetInstanceAsync(instanceId, http.RequestAborted);
        if (instance is { IsCompleted: false })
        {
            return false;
        }

        await StatusCodeAsync(http, instance is null ? StatusCodes.Status404NotFound : StatusCodes.Status410Gone);
        return true;
    }
}
