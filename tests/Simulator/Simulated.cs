using AppleAnalytics.Simulator.Faults;

namespace AppleAnalytics.Simulator.Tests;

/// <summary>Starts servers for tests: a fixed day, few rows.</summary>
internal static class Simulated
{
    public static readonly DateOnly Today = new(2026, 11, 20);

    public static SimulatorOptions Options => new() { Today = Today, RowsPerDate = 30, HourLimit = 100000 };

    public static Task<SimulatorServer> StartAsync(Func<SimulatorOptions, SimulatorOptions>? change = null) =>
        SimulatorServer.StartAsync(change is null ? Options : change(Options));

    public static Task<SimulatorServer> StartAsync(SimulatorFaults faults) => StartAsync(options => options with { Faults = faults });

    /// <summary>The largest app that has an ONGOING request.</summary>
    public static long Largest(SimulatorServer server) => server.Apps.First(app => !app.IsNew).Id;

    public static long New(SimulatorServer server) => server.Apps.First(app => app.IsNew).Id;
}
