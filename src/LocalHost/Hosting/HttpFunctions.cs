using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace AppleAnalytics.LocalHost.Hosting;

/// <summary>Serves the HTTP-triggered functions. The authorization level is not enforced: nobody but this machine gets here.</summary>
internal static partial class HttpFunctions
{
    public static void Map(IEndpointRouteBuilder routes, FunctionCatalog functions, IServiceProvider services, LocalFunctionHostOptions options)
    {
        var logger = options.LoggerFactory.CreateLogger("AppleAnalytics.LocalHost.Http");
        foreach (var function in functions.Functions.Where(f => f.Kind is FunctionKind.Http))
        {
            var pattern = $"{options.Host.RoutePrefix}/{function.Http!.Route ?? function.Name}";
            RequestDelegate handle = context => HandleAsync(function, context, services, logger);
            if (function.Http.Methods is { Length: > 0 } methods)
            {
                routes.MapMethods(pattern, methods.Select(m => m.ToUpperInvariant()), handle);
            }
            else
            {
                routes.Map(pattern, handle);
            }
        }
    }

    private static async Task HandleAsync(FunctionMethod function, HttpContext http, IServiceProvider services, ILogger logger)
    {
        await using var scope = services.CreateAsyncScope();
        http.RequestServices = scope.ServiceProvider;
        var context = new LocalFunctionContext(function, scope.ServiceProvider, http.RequestAborted);
        var route = new Queue<object?>(RouteArguments(function, http));
        try
        {
            var result = await FunctionCatalog.InvokeAsync(context, (source, type) => source switch
            {
                ParameterSource.HttpRequest => http.Request,
                ParameterSource.HttpRequestData => new LocalHttpRequestData(context, http.Request),
                _ => RouteValues.Read(route.Dequeue(), type),
            });
            await (result switch
            {
                IResult answer => answer.ExecuteAsync(http),
                HttpResponseData answer => CopyAsync(answer, http.Response),
                _ => throw new InvalidOperationException($"The function '{function.Name}' returned nothing."),
            });
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            // The client has gone; there is nobody to answer.
        }
        catch (FormatException e) when (!http.Response.HasStarted)
        {
            http.Response.StatusCode = StatusCodes.Status400BadRequest;
            await http.Response.WriteAsync(e.Message);
        }
#pragma warning disable CA1031 // As in Azure: a function that throws is a 500, and the log says why.
        catch (Exception e) when (!http.Response.HasStarted)
#pragma warning restore CA1031
        {
            LogFailed(logger, e, function.Name);
            http.Response.StatusCode = StatusCodes.Status500InternalServerError;
            await http.Response.WriteAsync($"The function '{function.Name}' failed; the log says why.");
        }
    }

    private static IEnumerable<object?> RouteArguments(FunctionMethod function, HttpContext http)
    {
        var parameters = function.Method.GetParameters();
        for (var i = 0; i < parameters.Length; i++)
        {
            if (function.Sources[i] is ParameterSource.RouteValue)
            {
                yield return http.GetRouteValue(parameters[i].Name!);
            }
        }
    }

    private static async Task CopyAsync(HttpResponseData from, HttpResponse to)
    {
        to.StatusCode = (int)from.StatusCode;
        foreach (var header in from.Headers)
        {
            to.Headers[header.Key] = header.Value.ToArray();
        }

        if (from.Body.CanSeek)
        {
            from.Body.Position = 0;
        }

        await from.Body.CopyToAsync(to.Body);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "HTTP function {Name} failed.")]
    private static partial void LogFailed(ILogger logger, Exception exception, string name);
}
