using System.Globalization;
using System.Text.Json.Nodes;
using AppleAnalytics.LocalHost.Engine;
using Microsoft.AspNetCore.Http;
using Microsoft.DurableTask.Client;

namespace AppleAnalytics.LocalHost.Hosting;

/// <summary>The JSON bodies of the management API, in the shapes and names of the Durable Functions host.</summary>
internal static class Payloads
{
    /// <summary>An instance's status. Payloads are embedded as JSON; times have the precision of a second.</summary>
    public static JsonObject Status(InstanceState instance, bool showInput, JsonArray? history)
    {
        var status = new JsonObject
        {
            ["name"] = instance.Name,
            ["instanceId"] = instance.Id,
            ["runtimeStatus"] = instance.Status.ToString(),
            ["input"] = showInput ? Json(instance.Input) : null,
            ["customStatus"] = Json(instance.CustomStatus),
            ["output"] = Output(instance),
            ["createdTime"] = Time(instance.CreatedAt),
            ["lastUpdatedTime"] = Time(instance.UpdatedAt),
        };
        if (history is not null)
        {
            status["historyEvents"] = history;
        }

        return status;
    }

    public static JsonObject Entity(EntityState entity, bool includeState)
    {
        var id = Microsoft.DurableTask.Entities.EntityInstanceId.FromString(entity.Id);
        var payload = new JsonObject
        {
            ["entityId"] = new JsonObject { ["name"] = id.Name, ["key"] = id.Key },
            ["lastOperationTime"] = Time(entity.UpdatedAt),
        };
        if (includeState)
        {
            payload["state"] = Json(entity.State);
        }

        return payload;
    }

    /// <summary>Where an instance can be asked about and controlled.</summary>
    public static JsonObject Links(HttpRequest request, string instanceId, string hubName)
    {
        var instance = $"{request.Scheme}://{request.Host}{DurableApi.Root}/instances/{Uri.EscapeDataString(instanceId)}";
        var query = $"taskHub={Uri.EscapeDataString(hubName)}&connection=Storage";
        return new JsonObject
        {
            ["id"] = instanceId,
            ["statusQueryGetUri"] = $"{instance}?{query}",
            ["sendEventPostUri"] = $"{instance}/raiseEvent/{{eventName}}?{query}",
            ["terminatePostUri"] = $"{instance}/terminate?reason={{text}}&{query}",
            ["purgeHistoryDeleteUri"] = $"{instance}?{query}",
            ["restartPostUri"] = $"{instance}/restart?{query}",
            ["suspendPostUri"] = $"{instance}/suspend?reason={{text}}&{query}",
            ["resumePostUri"] = $"{instance}/resume?reason={{text}}&{query}",
        };
    }

    public static JsonNode? Json(string? payload) => payload is null ? null : JsonNode.Parse(payload);

    /// <summary>As in Azure a failed instance's output is its error message.</summary>
    public static JsonNode? Output(InstanceState instance) =>
        instance.Status is OrchestrationRuntimeStatus.Failed ? instance.Failure?.Message : Json(instance.Output);

    private static string Time(DateTime time) => time.ToString("s", CultureInfo.InvariantCulture) + "Z";
}
