using System.Globalization;
using AppleAnalytics.Simulator.Faults;
using Microsoft.Extensions.Primitives;

namespace AppleAnalytics.Simulator.Http;

/// <summary>What is left of a key's quota.</summary>
internal readonly record struct QuotaReading(int HourLimit, int HourRemaining, int? MinuteLimit, int? MinuteRemaining)
{
    /// <summary>The values of <c>X-Rate-Limit</c>; empty for no header.</summary>
    public StringValues ToHeaders(RateLimitForm form)
    {
        var hour = Pairs("hour", HourLimit, form == RateLimitForm.RemainingUnstated ? -1 : HourRemaining);
        var minute = MinuteLimit is { } limit ? Pairs("minute", limit, form == RateLimitForm.RemainingUnstated ? -1 : MinuteRemaining!.Value) : "";
        return form switch
        {
            RateLimitForm.Absent => StringValues.Empty,
            RateLimitForm.TwoHeaders when minute.Length > 0 => new([hour, minute]),
            RateLimitForm.UnknownKeys => $"app-day-lim:unlimited;{hour}{minute}user-week-rem:7;note",
            _ => hour + minute,
        };
    }

    private static string Pairs(string window, int limit, int remaining) =>
        string.Create(CultureInfo.InvariantCulture, $"user-{window}-lim:{limit};user-{window}-rem:{remaining};");
}
