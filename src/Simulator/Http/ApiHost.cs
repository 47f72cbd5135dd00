using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using AppleAnalytics.Simulator.Auth;
using AppleAnalytics.Simulator.Control;
using AppleAnalytics.Simulator.Faults;
using AppleAnalytics.Simulator.Storage;
using Microsoft.AspNetCore.Http;

namespace AppleAnalytics.Simulator.Http;

/// <summary>The order in which Apple checks a call: token, quota, path, role, parameters; then the endpoint.</summary>
internal sealed class ApiHost(
    Account account, TokenVerifier tokens, FaultClock faults, CallStats stats, Routes routes, DownloadEndpoint downloads, ControlEndpoints control)
{
    private readonly ConcurrentDictionary<ApiKey, RollingQuota> _quotas = new();

    public async Task AnswerAsync(HttpContext context)
    {
        var path = context.Request.Path.Value ?? "";
        if (path.StartsWith("/simulator", StringComparison.Ordinal))
        {
            await GuardAsync(context, () => control.AnswerAsync(context)).ConfigureAwait(false);
        }
        else if (path.StartsWith($"/{PresignedUrls.Bucket}/", StringComparison.Ordinal))
        {
            await downloads.AnswerAsync(context).ConfigureAwait(false);
            stats.AddCall("GET download", context.Response.StatusCode);
        }
        else
        {
            var label = $"{context.Request.Method} other";
            await GuardAsync(context, () => ApiAsync(context, path, found => label = found)).ConfigureAwait(false);
            stats.AddCall(label, context.Response.StatusCode);
        }
    }

    private async Task ApiAsync(HttpContext context, string path, Action<string> setLabel)
    {
        var parts = path.Split('/', StringSplitOptions.None);
        var isApi = parts is ["", "v1", ..] and { Length: > 2 };
        var resource = isApi ? parts[2..] : [];

        // The label first, so that refusals are counted under the endpoint that was meant.
        var route = isApi ? TryFind(context.Request.Method, resource) : null;
        if (route is not null)
        {
            setLabel($"{route.Method} /v1/{route.Template}");
        }
        var caller = tokens.Verify(context.Request.Headers.Authorization) ?? throw ApiException.NotAuthorized();
        TakeQuota(context, caller);
        if (await IsFaultedAsync(context).ConfigureAwait(false))
        {
            return;
        }
        if (!isApi)
        {
            throw ApiException.NoSuchPath($"The path provided does not match a defined resource type: '{path}'");
        }
        route ??= routes.Find(context.Request.Method, resource);
        CheckScope(context, caller, path);
        if (faults.Current.RoleTaken || !route.Roles.Contains(caller.Key.Role))
        {
            throw ApiException.ForbiddenRole();
        }
        if (account.LacksAgreement(null))
        {
            throw ApiException.AgreementsMissing();
        }
        var call = new ApiCall(context, caller) { Id = resource.Length > 1 ? resource[1] : "" };
        call.CheckParameters(route.Parameters);
        await route.Answer(call).ConfigureAwait(false);
    }

    private Route? TryFind(string method, string[] resource)
    {
        try
        {
            return routes.Find(method, resource);
        }
        catch (ApiException)
        {
            // Not an operation; the caller hears so after the token and the quota were looked at.
            return null;
        }
    }

    private void TakeQuota(HttpContext context, Caller caller)
    {
        var quota = _quotas.GetOrAdd(caller.Key, _ => new RollingQuota(account.Options.HourLimit, account.Options.MinuteLimit));
        var taken = quota.TryTake(account.Options.Clock.GetUtcNow(), out var reading, out var wait);
        context.Response.Headers["X-Rate-Limit"] = reading.ToHeaders(faults.Current.RateLimitForm);
        if (!taken)
        {
            SetRetryAfter(context, faults.Current.RetryAfterSeconds is null ? null : (int)Math.Ceiling(wait.TotalSeconds));
            throw ApiException.RateLimited();
        }
    }

    private async Task<bool> IsFaultedAsync(HttpContext context)
    {
        switch (faults.NextCall())
        {
            case 429:
                SetRetryAfter(context, faults.Current.RetryAfterSeconds);
                throw ApiException.RateLimited();
            case 500:
                throw ApiException.Unexpected();
            case 502:
                var html = Encoding.UTF8.GetBytes("<html><head><title>502 Bad Gateway</title></head><body><h1>502 Bad Gateway</h1></body></html>");
                context.Response.StatusCode = StatusCodes.Status502BadGateway;
                context.Response.ContentType = "text/html";
                context.Response.ContentLength = html.Length;
                await context.Response.Body.WriteAsync(html, context.RequestAborted).ConfigureAwait(false);
                return true;
            case FaultClock.Silence:
                await Quiet.UntilAbortedAsync(context).ConfigureAwait(false);
                return true;
            default:
                return false;
        }
    }

    private void SetRetryAfter(HttpContext context, int? seconds)
    {
        if (seconds is { } wait)
        {
            context.Response.Headers.RetryAfter = faults.Current.RetryAfterAsDate
                ? account.Options.Clock.GetUtcNow().AddSeconds(wait).ToString("R", CultureInfo.InvariantCulture)
                : wait.ToString(CultureInfo.InvariantCulture);
        }
    }

    /// <summary>A scoped token is good for the GET paths it names, and for nothing else.</summary>
    private static void CheckScope(HttpContext context, Caller caller, string path)
    {
        if (caller.Scope is not { } scope)
        {
            return;
        }
        if (context.Request.Method != HttpMethods.Get)
        {
            throw ApiException.MethodNotAllowed(context.Request.Method);
        }
        if (!scope.Any(entry => entry == $"GET {path}" || entry.StartsWith($"GET {path}?", StringComparison.Ordinal)))
        {
            throw ApiException.NotAuthorized();
        }
    }

    private static async Task GuardAsync(HttpContext context, Func<Task> answer)
    {
        try
        {
            await answer().ConfigureAwait(false);
        }
        catch (ApiException error)
        {
            await JsonReply.SendAsync(context, error, Guid.NewGuid().ToString("D")).ConfigureAwait(false);
        }
    }
}
