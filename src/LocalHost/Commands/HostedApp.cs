using AppleAnalytics.Catalog;
using AppleAnalytics.Functions;
using AppleAnalytics.Functions.Triggers;
using AppleAnalytics.Lake;
using AppleAnalytics.LocalHost.Configuration;
using AppleAnalytics.LocalHost.Hosting;
using AppleAnalytics.LocalHost.Terminal;
using AppleAnalytics.Runs;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace AppleAnalytics.LocalHost.Commands;

/// <summary>The function app, started for one verb, with the lake it writes to.</summary>
internal sealed class HostedApp : IAsyncDisposable
{
    readonly CommandContext _context;
    readonly LocalFunctionHost _host;
    readonly RunFollower _runs;
    readonly ILoggerFactory _logs;

    HostedApp(CommandContext context, LocalFunctionHost host, ILoggerFactory logs)
    {
        _logs = logs;
        _context = context;
        _host = host;
        _runs = new(host, context.Output);
    }

    public TimeProvider Clock => _host.Services.GetRequiredService<TimeProvider>();

    public ObjectStore Lake => _host.Services.GetRequiredService<ObjectStore>();

    /// <summary>Ends when the app cannot go on, for example because the disk is full.</summary>
    public Task Completion => _host.Completion;

    public Uri BaseAddress => _host.BaseAddress ?? throw new InvalidOperationException("The app was started without HTTP.");

    /// <summary>Today, UTC, by the app's clock.</summary>
    public DateOnly Today => DateOnly.FromDateTime(Clock.GetUtcNow().UtcDateTime);

    /// <summary>Checks the settings, takes the state directory, and starts the app; unfinished orchestrations go on at once.</summary>
    /// <param name="context">The verb's context.</param>
    /// <param name="settings">The settings.</param>
    /// <param name="cancellation">Cancels the start.</param>
    /// <param name="clock">The clock. Default is the system's.</param>
    /// <param name="port">The HTTP port; 0 takes any free one. Default is null, no HTTP.</param>
    /// <param name="timers">Whether timer triggers fire. Default is false.</param>
    /// <param name="flushToDisk">Whether the journal survives the loss of power, not only the end of the process. Default is true.</param>
    /// <param name="isSimulated">Whether Apple is simulated; else a demo's lake is refused. Default is false.</param>
    /// <exception cref="UserMistakeException">The state directory is in use, or the port.</exception>
    /// <exception cref="ConfigurationException">A setting is missing or wrong.</exception>
    public static async Task<HostedApp> StartAsync(
        CommandContext context,
        IConfiguration settings,
        CancellationToken cancellation,
        TimeProvider? clock = null,
        int? port = null,
        bool timers = false,
        bool flushToDisk = true,
        bool isSimulated = false)
    {
        var lake = LakeOptions.From(settings).Root;
        var state = StateDirectory.Open(settings[StateDirectory.Key], context.WorkingDirectory, lake);
        context.LogFile = state.LogFile;
        if (!isSimulated)
        {
            DemoSettings.RefuseRealData(state, lake);
        }

        await SettingsCheck.RunAsync(settings, cancellation);
        var logs = LoggerFactory.Create(logging => logging.AddProvider(new LogFile(state.LogFile, context.Verbose ? Console.Error : null)));
        try
        {
            var host = await LocalFunctionHost.StartAsync(
                new LocalFunctionHostOptions
                {
                    FunctionsAssembly = typeof(RunStarter).Assembly,
                    StateDirectory = state.Path,
                    Configuration = settings,
                    ConfigureServices = (services, configuration) => services.AddAppleAnalytics(configuration),
                    TimeProvider = clock ?? TimeProvider.System,
                    HttpPort = port,
                    TimersEnabled = timers,
                    Host = HostSettings.Load(Path.Combine(AppContext.BaseDirectory, "host.json")),
                    LoggerFactory = logs,
                    FlushToDisk = flushToDisk,
                },
                cancellation);
            return new(context, host, logs);
        }
        catch (Exception failure)
        {
            logs.Dispose();
            throw failure switch
            {
                InvalidOperationException { InnerException: IOException { InnerException: AddressInUseException } } or IOException { InnerException: AddressInUseException } =>
                    new UserMistakeException($"Port {port} is taken by another process; end that one, or choose another port with --port.", failure),

                // The host's own sentences: the state directory is in use, the journal is damaged, a schedule is not set.
                InvalidOperationException or InvalidDataException => new UserMistakeException(failure.Message, failure),
                _ => failure,
            };
        }
    }

    /// <summary>Takes up an unfinished run that was asked for the same way, or starts one, and follows it to its end.</summary>
    /// <param name="isSame">Whether an unfinished run is the one asked for now.</param>
    /// <param name="fresh">What to start otherwise.</param>
    /// <param name="title">What to call it while it runs; default is its id.</param>
    /// <param name="cancellation">Stops the waiting, not the run.</param>
    public async Task<RunReport> RunAsync(Predicate<RunRequest> isSame, Func<Task<RunRequest>> fresh, string? title, CancellationToken cancellation)
    {
        var unfinished = await _runs.FindUnfinishedAsync(isSame, cancellation);
        var request = unfinished ?? await fresh();
        if (unfinished is not null)
        {
            _context.Output.Line($"Taking up {request.RunId}, which was not finished.");
        }
        else
        {
            await _host.Services.GetRequiredService<RunStarter>().StartAsync(_host.Client, request, again: true, cancellation);
        }

        return await RunReports.ReadAsync(Lake, await _runs.FollowAsync(request.RunId, title ?? request.RunId, cancellation), cancellation);
    }

    /// <summary>How the lake stands now.</summary>
    public Task<LakeStatusReport> ReadStatusAsync(CancellationToken cancellation) => _host.Services.GetRequiredService<LakeStatus>().ReadAsync(cancellation);

    /// <summary>Runs, shows the result, and says how the process is to end.</summary>
    /// <param name="isSame">Whether an unfinished run is the one asked for now.</param>
    /// <param name="fresh">What to start otherwise.</param>
    /// <param name="cancellation">Stops the waiting, not the run.</param>
    /// <param name="show">Shows what is particular to the verb. Default is nothing.</param>
    public async Task<int> RunToTheEndAsync(
        Predicate<RunRequest> isSame, Func<Task<RunRequest>> fresh, CancellationToken cancellation, Action<RunReport>? show = null)
    {
        var started = TimeProvider.System.GetTimestamp();
        var report = await RunAsync(isSame, fresh, null, cancellation);
        ResultTable.Show(_context.Output, [report], await ReadStatusAsync(cancellation), TimeProvider.System.GetElapsedTime(started));
        show?.Invoke(report);
        _context.Output.Line($"Report: {LakeLayout.RunReport(report.RunId)} in {Lake.Location}");
        return report.State == RunState.Succeeded ? ExitCodes.Success : ExitCodes.Failure;
    }

    /// <summary>A request for a run on demand with an id nobody has had.</summary>
    public async Task<RunRequest> NewOnDemandAsync(DateOnly date, long[] apps, string[] tables, CancellationToken cancellation)
    {
        var now = Clock.GetUtcNow();
        while (await _host.Client.GetInstanceAsync(RunIds.OnDemand(date, now), cancellation) is not null)
        {
            // Ids carry seconds; two runs in one second are rare, and the later one may say so by a second.
            now += TimeSpan.FromSeconds(1);
        }

        return new() { RunId = RunIds.OnDemand(date, now), Kind = RunKind.OnDemand, Date = date, Apps = apps, Tables = tables };
    }

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        _logs.Dispose();
    }
}
