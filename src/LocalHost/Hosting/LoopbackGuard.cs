using System.Net;
using Microsoft.AspNetCore.Http;

namespace AppleAnalytics.LocalHost.Hosting;

/// <summary>
/// Refuses requests that did not come from this machine's own tools. Listening on loopback keeps other machines out, but not a
/// page in the user's browser: such a page reaches loopback under its own host name (DNS rebinding) or with its own origin.
/// </summary>
internal static class LoopbackGuard
{
    public static Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        if (!IsLoopback(context.Request.Host.Host))
        {
            return RefuseAsync(context, $"The local host answers requests to localhost only, not to '{context.Request.Host.Host}'.");
        }

        var origin = context.Request.Headers.Origin.ToString();
        if (origin.Length > 0 && !(Uri.TryCreate(origin, UriKind.Absolute, out var uri) && IsLoopback(uri.Host)))
        {
            return RefuseAsync(context, "The local host does not answer requests that another site's page makes.");
        }

        return next(context);
    }

    private static bool IsLoopback(string host) =>
        string.Equals(host, "localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));

    private static Task RefuseAsync(HttpContext context, string why)
    {
        context.Response.StatusCode = StatusCodes.Status403Forbidden;
        return context.Response.WriteAsync(why);
    }
}
