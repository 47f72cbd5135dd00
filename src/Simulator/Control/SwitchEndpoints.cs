using System.Globalization;
using System.Text.Json;
using AppleAnalytics.Simulator.Data;
using AppleAnalytics.Simulator.Http;
using Microsoft.AspNetCore.Http;

namespace AppleAnalytics.Simulator.Control;

/// <summary>Switches of what Apple does to one app: stopped and ghost requests, missing agreements.</summary>
internal sealed class SwitchEndpoints(Account account)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <summary>The body is <c>{"app":1100235510,"accessType":"ONGOING","state":"stopped"}</c>; states are stopped, ghost and visible.</summary>
    public async Task SetRequestAsync(HttpContext context)
    {
        var wanted = await ReadAsync<RequestSwitch>(context).ConfigureAwait(false);
        var app = Find(wanted.App);
        var access = Enum.GetValues<ReportAccess>().Select(a => (ReportAccess?)a).FirstOrDefault(a => Names.Of(a!.Value) == wanted.AccessType)
            ?? throw ApiException.InvalidParameter("accessType", wanted.AccessType ?? "", "; write ONGOING or ONE_TIME_SNAPSHOT");
        switch (wanted.State)
        {
            case "stopped" when account.Requests.Stop(app.Index, access, account.Today):
                break;
            case "stopped":
                throw ApiException.NoSuchResource("analyticsReportRequests", app.IdText);
            case "ghost" or "visible":
                account.Requests.SetGhost(app.Index, access, wanted.State == "ghost");
                break;
            default:
                throw ApiException.InvalidParameter("state", wanted.State ?? "", "; write stopped, ghost or visible");
        }
        await context.Response.WriteAsJsonAsync(wanted, Json, context.RequestAborted).ConfigureAwait(false);
    }

    /// <summary>The body is <c>{"app":1100235510,"missing":true}</c>; without app the whole account is meant.</summary>
    public async Task SetAgreementAsync(HttpContext context)
    {
        var wanted = await ReadAsync<AgreementSwitch>(context).ConfigureAwait(false);
        account.SetAgreementsMissing(wanted.App is { } app ? Find(app).App.Id : null, wanted.Missing);
        await context.Response.WriteAsJsonAsync(wanted, Json, context.RequestAborted).ConfigureAwait(false);
    }

    private AppProfile Find(long app)
    {
        var id = app.ToString(CultureInfo.InvariantCulture);
        return account.Portfolio.Find(id) ?? throw ApiException.NoSuchResource("apps", id);
    }

    private static async Task<T> ReadAsync<T>(HttpContext context)
        where T : class
    {
        try
        {
            return await context.Request.ReadFromJsonAsync<T>(Json, context.RequestAborted).ConfigureAwait(false) ?? throw new JsonException("it is null");
        }
        catch (JsonException unreadable)
        {
            throw ApiException.Entity(400, "ENTITY_INVALID", $"The body cannot be read: {unreadable.Message}", "");
        }
    }

    private sealed record RequestSwitch(long App, string? AccessType, string? State);

    private sealed record AgreementSwitch(long? App, bool Missing);
}
