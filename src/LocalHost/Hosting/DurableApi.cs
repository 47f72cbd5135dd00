using System.Text.Json;
using System.Text.Json.Nodes;
using AppleAnalytics.LocalHost.Engine;
using DurableTask.Core.Exceptions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace AppleAnalytics.LocalHost.Hosting;

/// <summary>The management API of Durable Functions: paths, status codes and bodies as the host in Azure has them.</summary>
internal sealed partial class DurableApi(DurableEngine engine, DurableTaskClient client, FunctionCatalog functions)
{
    /// <summary>The path under which everything is.</summary>
    public const string Root = "/runtime/webhooks/durabletask";

    private const string ContinuationHeader = "x-ms-continuation-token";

    public void Map(IEndpointRouteBuilder routes)
    {
        Post("orchestrators/{functionName}/{instanceId?}", StartAsync);
        Get("instances", ListAsync);
        Delete("instances", PurgeByFilterAsync);
        Get("instances/{instanceId}", StatusAsync);
        Delete("instances/{instanceId}", PurgeAsync);
        Post("instances/{instanceId}/raiseEvent/{eventName}", RaiseEventAsync);
        Post("instances/{instanceId}/terminate", (http, id) => ControlAsync(http, id, reason => engine.TerminateAsync(id, WorkerJson.Write(reason), recursive: false)));
        Post("instances/{instanceId}/suspend", (http, id) => ControlAsync(http, id, reason => client.SuspendInstanceAsync(id, reason)));
        Post("instances/{instanceId}/resume", (http, id) => ControlAsync(http, id, reason => client.ResumeInstanceAsync(id, reason)));
        Post("instances/{instanceId}/restart", RestartAsync);
        Post("instances/{instanceId}/rewind", (http, _) => TextAsync(http, StatusCodes.Status501NotImplemented, "The local host does not support rewind. Restart the instance instead."));
        Get("entities", ListEntitiesAsync);
        Get("entities/{entityName}", ListEntitiesAsync);
        Get("entities/{entityName}/{entityKey}", ReadEntityAsync);
        Post("entities/{entityName}/{entityKey}", (http, _) => SignalEntityAsync(http, http.Request.Text("op") ?? string.Empty));
        Delete("entities/{entityName}/{entityKey}", (http, _) => SignalEntityAsync(http, "delete"));

        void Get(string path, Func<HttpContext, string, Task> handle) => routes.MapGet($"{Root}/{path}", http => GuardAsync(http, handle));
        void Post(string path, Func<HttpContext, string, Task> handle) => routes.MapPost($"{Root}/{path}", http => GuardAsync(http, handle));
        void Delete(string path, Func<HttpContext, string, Task> handle) => routes.MapDelete($"{Root}/{path}", http => GuardAsync(http, handle));
    }

    private static Task StatusCodeAsync(HttpContext http, int status)
    {
        http.Response.StatusCode = status;
        return Task.CompletedTask;
    }

    private static Task TextAsync(HttpContext http, int status, string text)
    {
        http.Response.StatusCode = status;
        return http.Response.WriteAsJsonAsync(new { Message = text }, WorkerJson.Options, http.RequestAborted);
    }

    private static Task JsonAsync(HttpContext http, int status, JsonNode? body)
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = "application/json; charset=utf-8";
        return http.Response.WriteAsync(body?.ToJsonString(WorkerJson.Options) ?? "null", http.RequestAborted);
    }

    /// <summary>Answers what the caller did wrong with the status code that says so.</summary>
    private async Task GuardAsync(HttpContext http, Func<HttpContext, string, Task> handle)
    {
        if (http.Request.Text("taskHub") is { Length: > 0 } hub && !string.Equals(hub, client.Name, StringComparison.OrdinalIgnoreCase))
        {
            await TextAsync(http, StatusCodes.Status404NotFound, $"There is no task hub '{hub}' here; this host has '{client.Name}'.");
            return;
        }

        try
        {
            await handle(http, http.GetRouteValue("instanceId") as string ?? string.Empty);
        }
        catch (JsonException e)
        {
            await TextAsync(http, StatusCodes.Status400BadRequest, "Invalid JSON content. " + e.Message);
        }
        catch (ArgumentException e)
        {
            await TextAsync(http, StatusCodes.Status400BadRequest, e.Message);
        }
        catch (OrchestrationAlreadyExistsException e)
        {
            await TextAsync(http, StatusCodes.Status409Conflict, e.Message);
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            // The client has gone; there is nobody to answer.
        }
        catch (ObjectDisposedException e)
        {
            await TextAsync(http, StatusCodes.Status503ServiceUnavailable, e.Message);
        }
    }

    private static async Task<string?> BodyAsync(HttpContext http)
    {
        using var reader = new StreamReader(http.Request.Body);
        return await reader.ReadToEndAsync(http.RequestAborted);
    }

    private async Task StartAsync(HttpContext http, string instanceId)
    {
        var function = (string)http.GetRouteValue("functionName")!;
        var input = WorkerJson.Compact(await BodyAsync(http));
        var id = await engine.StartAsync(function, instanceId.Length > 0 ? instanceId : null, input);
        await AnswerStartAsync(http, id);
    }

    private async Task RestartAsync(HttpContext http, string instanceId)
    {
        var id = await client.RestartAsync(instanceId, http.Request.Flag("restartWithNewInstanceId", fallback: true), http.RequestAborted);
        await AnswerStartAsync(http, id);
    }

    /// <summary>The links of a started instance; or, when the caller wants to wait and it ends in time, its outcome.</summary>
    private async Task AnswerStartAsync(HttpContext http, string id)
    {
        if (http.Request.Seconds("timeout") is { } timeout && http.Request.Query.ContainsKey("pollingInterval"))
        {
            try
            {
                var instance = await client.WaitForInstanceCompletionAsync(id, getInputsAndOutputs: true, http.RequestAborted)
                    .WaitAsync(timeout, http.RequestAborted);
                await (instance.RuntimeStatus is OrchestrationRuntimeStatus.Completed
                    ? JsonAsync(http, StatusCodes.Status200OK, Payloads.Json(instance.SerializedOutput))
                    : StatusAsync(http, id));
                return;
            }
            catch (TimeoutException)
            {
                // Not yet: the links tell where to ask later.
            }
        }

        var links = Payloads.Links(http.Request, id, client.Name);
        http.Response.Headers.Location = links["statusQueryGetUri"]!.GetValue<string>();
        http.Response.Headers.RetryAfter = "10";
        await JsonAsync(http, StatusCodes.Status202Accepted, links);
    }
}
