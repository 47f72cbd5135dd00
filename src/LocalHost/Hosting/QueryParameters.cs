using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.DurableTask.Client;

namespace AppleAnalytics.LocalHost.Hosting;

/// <summary>Reads query parameters as the Durable Functions host does: what is missing or makes no sense counts as not given.</summary>
internal static class QueryParameters
{
    public static bool Flag(this HttpRequest request, string name, bool fallback = false) =>
        bool.TryParse(request.Query[name], out var value) ? value : fallback;

    public static int? Number(this HttpRequest request, string name) =>
        int.TryParse(request.Query[name], CultureInfo.InvariantCulture, out var value) ? value : null;

    public static TimeSpan? Seconds(this HttpRequest request, string name) =>
        double.TryParse(request.Query[name], CultureInfo.InvariantCulture, out var value) && value >= 0 && value <= TimeSpan.MaxValue.TotalSeconds
            ? TimeSpan.FromSeconds(value)
            : null;

    public static DateTimeOffset? Time(this HttpRequest request, string name) =>
        DateTimeOffset.TryParse(request.Query[name], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var value) ? value : null;

    public static string? Text(this HttpRequest request, string name) => request.Query.TryGetValue(name, out var value) ? value.ToString() : null;

    /// <summary>Comma-separated statuses; null when none is given.</summary>
    public static IReadOnlyList<OrchestrationRuntimeStatus>? Statuses(this HttpRequest request, string name)
    {
        List<OrchestrationRuntimeStatus> statuses = [];
        foreach (var text in request.Query[name].SelectMany(v => v?.Split(',') ?? []))
        {
            if (Enum.TryParse<OrchestrationRuntimeStatus>(text, ignoreCase: true, out var status))
            {
                statuses.Add(status);
            }
        }

        return statuses.Count > 0 ? statuses : null;
    }
}
