using System.Text.Json;
using AppleAnalytics.Simulator.Data;
using AppleAnalytics.Simulator.Faults;
using AppleAnalytics.Simulator.Http;
using AppleAnalytics.Simulator.Truth;
using Microsoft.AspNetCore.Http;

namespace AppleAnalytics.Simulator.Control;

/// <summary>Everything below <c>/simulator</c>, which Apple does not have: the day, faults, counts and the truth.</summary>
internal sealed class ControlEndpoints(Account account, FaultClock faults, CallStats stats)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    private readonly TruthEndpoints _truth = new(account);
    private readonly SwitchEndpoints _switches = new(account);

    public Task AnswerAsync(HttpContext context) => (context.Request.Method, context.Request.Path.Value) switch
    {
        ("GET", "/simulator/apps") => context.Response.WriteAsJsonAsync(
            account.Portfolio.All.Select(app => app.App), Json, context.RequestAborted),
        ("POST", "/simulator/agreements") => _switches.SetAgreementAsync(context),
        ("POST", "/simulator/requests") => _switches.SetRequestAsync(context),
        ("GET", "/simulator/faults") => context.Response.WriteAsJsonAsync(faults.Current, Json, context.RequestAborted),
        ("POST", "/simulator/faults") => SetFaultsAsync(context),
        ("GET", "/simulator/stats") => context.Response.WriteAsJsonAsync(stats.Read(), Json, context.RequestAborted),
        ("GET", "/simulator/today") => TodayAsync(context),
        ("POST", "/simulator/today") => SetTodayAsync(context),
        ("GET", "/simulator/truth") => _truth.SumsAsync(context),
        ("GET", "/simulator/truth/all") => _truth.AllAsync(context),
        ("GET", "/simulator/truth/reviews") => _truth.ReviewsAsync(context),
        ("GET", "/simulator/truth/rows") => _truth.RowsAsync(context),
        _ => throw ApiException.NoSuchPath($"The simulator has no {context.Request.Method} {context.Request.Path}"),
    };

    private Task TodayAsync(HttpContext context) =>
        context.Response.WriteAsJsonAsync(new { today = Day.Format(Day.Of(account.Today)) }, Json, context.RequestAborted);

    /// <summary>The body is <c>{"today":"2026-01-31"}</c>, or a query parameter <c>date</c>.</summary>
    private async Task SetTodayAsync(HttpContext context)
    {
        var text = context.Request.Query["date"].ToString();
        if (text.Length == 0)
        {
            try
            {
                using var body = await JsonDocument.ParseAsync(context.Request.Body, default, context.RequestAborted).ConfigureAwait(false);
                text = body.RootElement.ValueKind == JsonValueKind.Object && body.RootElement.TryGetProperty("today", out var today)
                    ? today.ToString() : "";
            }
            catch (JsonException)
            {
                throw ApiException.Entity(400, "ENTITY_INVALID", "Send {\"today\":\"2026-01-31\"}", "");
            }
        }
        if (!DateOnly.TryParseExact(text, "yyyy-MM-dd", out var date) || !Day.IsPlayable(date))
        {
            throw ApiException.InvalidParameter("today", text, "; write it as 2026-01-31, between 2024 and 2050");
        }
        account.MoveTo(date);
        await TodayAsync(context).ConfigureAwait(false);
    }

    private async Task SetFaultsAsync(HttpContext context)
    {
        try
        {
            var given = await context.Request.ReadFromJsonAsync<SimulatorFaults>(Json, context.RequestAborted).ConfigureAwait(false);
            faults.Set(given ?? new SimulatorFaults());
        }
        catch (JsonException unreadable)
        {
            throw ApiException.Entity(400, "ENTITY_INVALID", $"The faults cannot be read: {unreadable.Message}", "");
        }
        await context.Response.WriteAsJsonAsync(faults.Current, Json, context.RequestAborted).ConfigureAwait(false);
    }
}
