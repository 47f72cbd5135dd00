using AppleAnalytics.LocalHost.Hosting;
using AppleAnalytics.LocalHost.KillHost;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

// Runs one fan-out to its end in the state directory given, or goes on with it. It is killed in between by a test.
// Prints a line for every activity it begins and ends, and "total N" at the end.
var (directory, count) = (args[0], int.Parse(args[1], System.Globalization.CultureInfo.InvariantCulture));
try
{
    await using var host = await LocalFunctionHost.StartAsync(new LocalFunctionHostOptions
    {
        FunctionsAssembly = typeof(FanOut).Assembly,
        StateDirectory = directory,
        Host = new HostSettings { MaxConcurrentActivityFunctions = 4 },
    });
    if (await host.Client.GetInstanceAsync("fan-out") is null)
    {
        await host.Client.ScheduleNewOrchestrationInstanceAsync(nameof(FanOut), count, new StartOrchestrationOptions("fan-out"));
    }

    var instance = await host.Client.WaitForInstanceCompletionAsync("fan-out", getInputsAndOutputs: true);
    Console.WriteLine($"total {instance.SerializedOutput}");
    return 0;
}
catch (Exception e) when (e is InvalidOperationException or IOException)
{
    Console.Error.WriteLine(e.Message);
    return 1;
}
