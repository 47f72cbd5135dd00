using AppleAnalytics.LocalHost.Configuration;
using AppleAnalytics.LocalHost.Engine;
using AppleAnalytics.LocalHost.Terminal;
using AppleAnalytics.Runs;
using Microsoft.Extensions.Configuration;

namespace AppleAnalytics.LocalHost.Commands;

/// <summary>
/// Plays the demo: a simulator, the function app, one run per day, then the result and its comparison with the
/// simulator's truth. The clock is the demo's own, because a demo played again is played on the days of the first time.
/// </summary>
internal sealed class Demo(CommandContext context)
{
    /// <summary>When the daily timer fires by default, UTC.</summary>
    static readonly TimeOnly Morning = new(9, 30);

    /// <summary>How far a day's clock may jump: past waits for Apple, not as far as the look at a snapshot, which would move the run's own hour.</summary>
    static readonly TimeSpan Working = TimeSpan.FromHours(5);

    public async Task<int> PlayAsync(int? apps, int? days, string? lakeOption, long? seed, CancellationToken cancellation)
    {
        var started = TimeProvider.System.GetTimestamp();
        var screen = context.Output;
        var lake = context.FullPath(lakeOption ?? "./lake");
        var state = OpenState(lakeOption, lake);
        var demo = DemoSettings.Decide(state, lake, apps, days, seed, DateOnly.FromDateTime(DateTime.UtcNow));
        WritableFolder.Require(lake, "lake", "--lake");

        // Before the first step, so that a demo killed at any point is the same demo afterwards.
        demo.Write(state);
        var clock = new VirtualClock(At(demo.FirstDay)) { Runs = true, Horizon = At(demo.FirstDay) + Working };
        await using var simulator = await SimulatedAccount.StartAsync(demo.Account(state.SimulatorFile) with { Clock = clock }, cancellation);
        screen.Line($"Simulated App Store Connect at {simulator.BaseAddress}: {demo.Apps} apps, seed {demo.Seed}, {Amounts.Count(DemoSettings.HourLimit)} calls an hour (Apple grants 3,500).");
        screen.Line($"Lake {lake}, journal {state.Path}");
        await using var host = await HostedApp.StartAsync(
            context, LocalSettings.Isolated(SimulatedAccount.Settings(simulator, lake, state)), cancellation, clock, flushToDisk: false, isSimulated: true);

        var reports = new List<RunReport>();
        foreach (var day in demo.PlayedDays)
        {
            if (day > simulator.Today)
            {
                simulator.AdvanceTo(day);
            }

            var untilMorning = At(day) - clock.GetUtcNow();
            if (untilMorning > TimeSpan.Zero)
            {
                clock.Advance(untilMorning);
            }

            // Waits for Apple may pass at once, but the day stays the day.
            clock.Horizon = At(day) + Working;
            reports.Add(await host.RunAsync(
                unfinished => unfinished.Kind == RunKind.OnDemand && unfinished.Date == day,
                () => host.NewOnDemandAsync(day, [], [], cancellation),
                $"{day:yyyy-MM-dd}",
                cancellation));
        }

        ResultTable.Show(screen, reports, await host.ReadStatusAsync(cancellation), TimeProvider.System.GetElapsedTime(started));
        var agrees = await TruthCheck.ShowAsync(screen, simulator.BaseAddress, host.Lake, cancellation);
        NextSteps.Show(screen, context.WorkingDirectory, lake);
        return agrees && reports.TrueForAll(r => r.State == RunState.Succeeded) ? ExitCodes.Success : ExitCodes.Failure;
    }

    static DateTimeOffset At(DateOnly day) => new(day.ToDateTime(Morning), TimeSpan.Zero);

    /// <summary>A demo with a folder of its own also gets a state directory of its own, beside that folder.</summary>
    StateDirectory OpenState(string? lakeOption, string lake)
    {
        var configured = new ConfigurationBuilder().AddEnvironmentVariables().Build()[StateDirectory.Key];
        var path = configured ?? (lakeOption is null ? StateDirectory.Default : $"{Path.TrimEndingDirectorySeparator(lake)}.durable");
        return StateDirectory.Open(path, context.WorkingDirectory, lake);
    }
}
