using System.Globalization;
using System.Runtime.InteropServices;
using AppleAnalytics.Simulator;
using AppleAnalytics.Simulator.Faults;

// Stand-alone: `dotnet run --project src/Simulator -- --port 8080 --apps 12 --today 2026-01-31 --seed 1 --state FILE --chaos on`.
try
{
    var options = new SimulatorOptions();
    var chaos = false;
    for (var k = 0; k < args.Length; k += 2)
    {
        var value = k + 1 < args.Length ? args[k + 1] : "";
        if (args[k] == "--chaos")
        {
            chaos = value is "on" or "off" ? value == "on" : throw new ArgumentException($"--chaos cannot be '{value}'; it is on or off.");
            continue;
        }
        options = With(options, args[k], value);
    }
    await using var server = await SimulatorServer.StartAsync(options).ConfigureAwait(false);
    foreach (var trouble in chaos ? Chaos.Begin(server) : [])
    {
        await Console.Error.WriteLineAsync(trouble).ConfigureAwait(false);
    }
    var key = Path.Combine(Path.GetTempPath(), $"AuthKey_{server.Credentials.KeyId}.p8");
    await File.WriteAllTextAsync(key, server.Credentials.PrivateKeyPem).ConfigureAwait(false);
    if (!OperatingSystem.IsWindows())
    {
        File.SetUnixFileMode(key, UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }
    Console.WriteLine($"Apple__BaseUrl={server.BaseAddress}");
    Console.WriteLine($"Apple__IssuerId={server.Credentials.IssuerId}");
    Console.WriteLine($"Apple__KeyId={server.Credentials.KeyId}");
    Console.WriteLine($"Apple__PrivateKeyPath={key}");
    var stop = new TaskCompletionSource();
    using var interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, signal => Stop(signal));
    using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal => Stop(signal));
    await stop.Task.ConfigureAwait(false);
    File.Delete(key);
    return 0;

    void Stop(PosixSignalContext signal)
    {
        signal.Cancel = true;
        stop.TrySetResult();
    }
}
catch (Exception problem) when (problem is ArgumentException or IOException or InvalidOperationException)
{
    await Console.Error.WriteLineAsync(problem.Message).ConfigureAwait(false);
    return 2;
}

static SimulatorOptions With(SimulatorOptions options, string name, string value)
{
    try
    {
        return name switch
        {
            "--apps" => options with { Apps = int.Parse(value, CultureInfo.InvariantCulture) },
            "--hour-limit" => options with { HourLimit = int.Parse(value, CultureInfo.InvariantCulture) },
            "--port" => options with { Port = int.Parse(value, CultureInfo.InvariantCulture) },
            "--seed" => options with { Seed = long.Parse(value, CultureInfo.InvariantCulture) },
            "--state" when value.Length > 0 => options with { StateFile = value },
            "--today" => options with { Today = DateOnly.ParseExact(value, "yyyy-MM-dd", CultureInfo.InvariantCulture) },
            _ => throw new ArgumentException($"There is no option {name} {value}; take --apps, --chaos, --hour-limit, --port, --seed, --state or --today."),
        };
    }
    catch (Exception unreadable) when (unreadable is FormatException or OverflowException)
    {
        throw new ArgumentException($"{name} cannot be '{value}'.", unreadable);
    }
}
