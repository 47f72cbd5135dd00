using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace AppleAnalytics.LocalHost.Hosting;

/// <summary>The part of host.json that the local host heeds.</summary>
public sealed record HostSettings
{
    /// <summary>Name of the task hub, <c>extensions.durableTask.hubName</c>. The default is <c>TestHubName</c>, as in Azure.</summary>
    public string HubName { get; init; } = "TestHubName";

    /// <summary>Version of orchestrations started without one, <c>extensions.durableTask.defaultVersion</c>; null for none.</summary>
    public string? DefaultVersion { get; init; }

    /// <summary>Activities that run at the same time, at least 1, <c>extensions.durableTask.maxConcurrentActivityFunctions</c>. The default is 4.</summary>
    public int MaxConcurrentActivityFunctions { get; init; } = 4;

    /// <summary>First segment of the routes of HTTP functions, <c>extensions.http.routePrefix</c>. The default is <c>api</c>.</summary>
    public string RoutePrefix { get; init; } = "api";

    /// <summary>Reads a host.json; what it does not say keeps its default.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">It is not JSON, or a value is out of range.</exception>
    public static HostSettings Load(string path)
    {
        var json = new ConfigurationBuilder().AddJsonFile(Path.GetFullPath(path), optional: false).Build();
        var durable = json.GetSection("extensions:durableTask");
        var defaults = new HostSettings();
        var activities = durable["maxConcurrentActivityFunctions"];
        var count = defaults.MaxConcurrentActivityFunctions;
        if (activities is not null && (!int.TryParse(activities, CultureInfo.InvariantCulture, out count) || count < 1))
        {
            throw new InvalidDataException($"In '{path}', maxConcurrentActivityFunctions is '{activities}'; it must be a number of at least 1.");
        }

        return new HostSettings
        {
            HubName = durable["hubName"] ?? defaults.HubName,
            DefaultVersion = durable["defaultVersion"],
            MaxConcurrentActivityFunctions = count,
            RoutePrefix = json["extensions:http:routePrefix"] ?? defaults.RoutePrefix,
        };
    }
}
