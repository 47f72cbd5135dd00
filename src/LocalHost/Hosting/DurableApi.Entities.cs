using AppleAnalytics.LocalHost.Engine;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.DurableTask.Client.Entities;
using Microsoft.DurableTask.Entities;

namespace AppleAnalytics.LocalHost.Hosting;

/// <summary>Entities.</summary>
internal sealed partial class DurableApi
{
    private static EntityInstanceId Id(HttpContext http) =>
        new((string)http.GetRouteValue("entityName")!, (string)http.GetRouteValue("entityKey")!);

    private Task ListEntitiesAsync(HttpContext http, string instanceId)
    {
        var request = http.Request;
        var query = new EntityQuery
        {
            InstanceIdStartsWith = http.GetRouteValue("entityName") is string name ? new EntityInstanceId(name, string.Empty).ToString() : null,
            LastModifiedFrom = request.Time("lastOperationTimeFrom"),
            LastModifiedTo = request.Time("lastOperationTimeTo"),
            IncludeState = request.Flag("fetchState"),
            PageSize = request.Number("top") is > 0 and var top ? top : EntityQuery.DefaultPageSize,
        };
        var continuation = request.Headers[ContinuationHeader].ToString();
        var page = EntityPage.Read(engine, query, continuation.Length > 0 ? continuation : null, null, Payloads.Entity);
        return PageAsync(http, page.Values, page.ContinuationToken);
    }

    private Task ReadEntityAsync(HttpContext http, string instanceId)
    {
        var id = Id(http).ToString();
        var state = engine.Read(all => all.Entities.GetValueOrDefault(id)?.State);
        return state is null ? StatusCodeAsync(http, StatusCodes.Status404NotFound) : JsonAsync(http, StatusCodes.Status200OK, Payloads.Json(state));
    }

    private async Task SignalEntityAsync(HttpContext http, string operation)
    {
        var id = Id(http);
        if (!functions.HasEntity(id.Name))
        {
            await TextAsync(http, StatusCodes.Status400BadRequest, Failure.MissingFunction("entity", id.Name).Message);
            return;
        }

        var body = await BodyAsync(http);
        var input = string.IsNullOrEmpty(body) ? null : http.Request.HasJsonContentType() ? WorkerJson.Compact(body) : WorkerJson.Write(body);
        await engine.SignalAsync(id.ToString(), operation, input, null);
        await StatusCodeAsync(http, StatusCodes.Status202Accepted);
    }
}
