using System.CommandLine;
using AppleAnalytics.Lake;
using AppleAnalytics.LocalHost.Configuration;
using AppleAnalytics.LocalHost.Terminal;
using AppleAnalytics.Simulator;
using AppleAnalytics.Simulator.Faults;
using Microsoft.Extensions.Configuration;

namespace AppleAnalytics.LocalHost.Commands;

/// <summary><c>serve</c>: the function app with its timers and its HTTP, until it is stopped.</summary>
internal static class ServeCommand
{
    const int DefaultPort = 7071;
    const int HighestPort = 65535;

    public static Command Create(Func<ParseResult, CommandContext> context)
    {
        var simulate = new Option<bool>("--simulate") { Description = "Also start a simulated App Store Connect and use it instead of the key in the settings. Default is false." };
        var chaos = new Option<bool>("--chaos")
        {
            Description = "With --simulate: calls and downloads fail at a steady rate, and some apps have a stopped request, a ghost or no agreement. Default is false.",
        };
        var port = new Option<int>("--port")
        {
            Description = "The HTTP port on 127.0.0.1; 0 takes any free one. Default is 7071.",
            HelpName = "N",
            DefaultValueFactory = _ => DefaultPort,
        };
        var command = new Command(
            "serve",
            "Runs the function app with its timers and HTTP operations until Ctrl+C: POST /api/backfill, GET /api/runs, and the Durable Functions API under /runtime/webhooks/durabletask.")
        {
            simulate, chaos, port,
        };
        command.SetAction((parsed, cancellation) =>
            RunAsync(context(parsed), parsed.GetValue(simulate), parsed.GetValue(chaos), parsed.GetValue(port), cancellation));
        return command;
    }

    static async Task<int> RunAsync(CommandContext context, bool simulate, bool chaos, int port, CancellationToken cancellation)
    {
        if (port is < 0 or > HighestPort)
        {
            throw new UserMistakeException($"--port is {port}; give a number from 0 to {HighestPort}.");
        }

        if (chaos && !simulate)
        {
            throw new UserMistakeException("--chaos is about the simulated App Store Connect; add --simulate.");
        }

        var settings = LocalSettings.Load(context.WorkingDirectory);
        await using var simulator = simulate ? await StartSimulatorAsync(context, settings, chaos, cancellation) : null;
        if (simulator is not null)
        {
            settings = LocalSettings.Load(context.WorkingDirectory, SimulatedAccount.Settings(simulator));
        }

        await using var host = await HostedApp.StartAsync(context, settings, cancellation, port: port, timers: true, isSimulated: simulate);
        var screen = context.Output;
        if (simulator is not null)
        {
            screen.Line($"Simulated App Store Connect at {simulator.BaseAddress}");
            ShowChaos(screen, simulator, chaos);
        }

        screen.Line($"Lake {host.Lake.Location}");
        screen.Line($"Listening on {host.BaseAddress}");
        screen.Line($"  POST {host.BaseAddress}api/backfill   a past range: {{\"from\": \"YYYY-MM-DD\", \"to\": \"YYYY-MM-DD\"}}");
        screen.Line($"  POST {host.BaseAddress}api/runs       a run now");
        screen.Line($"  GET  {host.BaseAddress}api/runs       the runs, api/runs/{{id}} one of them, api/health");
        screen.Line($"  GET  {host.BaseAddress}runtime/webhooks/durabletask/instances");
        screen.Line($"Daily run at {settings["DailySchedule"]} (NCRONTAB, UTC)");
        screen.Line("Ctrl+C ends it.");
        try
        {
            await host.Completion.WaitAsync(cancellation);
        }
        catch (OperationCanceledException)
        {
            screen.Line("Stopped; unfinished runs go on at the next start.");
        }

        return ExitCodes.Success;
    }

    static void ShowChaos(Screen screen, SimulatorServer simulator, bool chaos)
    {
        if (!chaos)
        {
            return;
        }

        foreach (var trouble in Chaos.Begin(simulator))
        {
            screen.Line($"  {trouble}");
        }

        screen.Line($"  Calls and downloads fail as {simulator.BaseAddress}simulator/faults says; POST {{}} to it for none, or others.");
    }

    /// <summary>The simulator goes on where a demo on the same state directory stopped, else it is a new account as of today.</summary>
    static Task<SimulatorServer> StartSimulatorAsync(CommandContext context, IConfiguration settings, bool chaos, CancellationToken cancellation)
    {
        var state = StateDirectory.Open(settings[StateDirectory.Key], context.WorkingDirectory, LakeOptions.From(settings).Root);
        var account = DemoSettings.TryRead(state)?.Account(state.SimulatorFile) ?? new SimulatorOptions { StateFile = state.SimulatorFile };
        if (chaos)
        {
            // Every third call costs a second of waiting: a run over few deliveries shows the same in minutes instead of an hour.
            const int fewDays = 5;
            account = account with { RequestAgeDays = Math.Min(account.RequestAgeDays, fewDays), ReviewsFrom = DateOnly.FromDateTime(DateTime.UtcNow).AddDays(-fewDays) };
        }

        return SimulatedAccount.StartAsync(account with { Today = DateOnly.FromDateTime(DateTime.UtcNow) }, cancellation);
    }
}
