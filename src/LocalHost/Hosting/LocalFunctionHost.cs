using System.Runtime.CompilerServices;
using AppleAnalytics.LocalHost.Engine;
using Azure.Core.Serialization;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace AppleAnalytics.LocalHost.Hosting;

/// <summary>Runs a function app in this process: durable functions from a journal, timers, and the HTTP surface on loopback.</summary>
public sealed class LocalFunctionHost : IAsyncDisposable
{
    private readonly ServiceProvider _services;
    private readonly FunctionCatalog _functions;
    private readonly DurableEngine _engine;
    private readonly List<IHostedService> _hosted = [];
    private HttpSurface? _http;

    private LocalFunctionHost(LocalFunctionHostOptions options, ServiceProvider services, FunctionCatalog functions, DurableEngine engine)
    {
        _services = services;
        _functions = functions;
        _engine = engine;
        Client = new LocalDurableTaskClient(engine, options.Host.HubName);
    }

    /// <summary>Starts, queries and controls orchestrations, and signals and reads entities.</summary>
    public DurableTaskClient Client { get; }

    /// <summary>The app's services.</summary>
    public IServiceProvider Services => _services;

    /// <summary>Root of the HTTP surface, for example <c>http://127.0.0.1:7071/</c>; null without HTTP.</summary>
    public Uri? BaseAddress => _http?.BaseAddress;

    /// <summary>Ends with the host; fails when the host cannot go on, for example because the disk of the journal is full.</summary>
    public Task Completion => _engine.Completion;

    /// <summary>Starts a host. What was open in its state directory goes on.</summary>
    /// <exception cref="NotSupportedException">A function uses something the local host does not support.</exception>
    /// <exception cref="InvalidOperationException">Another process uses the state directory, the port is taken, or a schedule is not set.</exception>
    /// <exception cref="InvalidDataException">The journal is damaged.</exception>
    /// <remarks>Hosted services of the app are started first, so that one which checks the settings can refuse them.</remarks>
    public static async Task<LocalFunctionHost> StartAsync(LocalFunctionHostOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        var functions = FunctionDiscovery.Find(options.FunctionsAssembly, options.IncludeType);
        var schedules = options.TimersEnabled ? Schedules.Parse(functions, options.Configuration) : [];

        // The app may ask for the client, which needs the engine, which needs the app's services: the holder ties the knot.
        LocalFunctionHost? host = null;
        var services = Compose(options, () => host!.Client);
        var catalog = new FunctionCatalog(functions, services);
        DurableEngine engine;
        try
        {
            engine = DurableEngine.Open(
                new EngineOptions(options.StateDirectory, options.TimeProvider)
                {
                    FlushToDisk = options.FlushToDisk,
                    MaxConcurrentActivities = options.Host.MaxConcurrentActivityFunctions,
                    DefaultVersion = options.Host.DefaultVersion,
                },
                catalog,
                options.LoggerFactory);
        }
        catch
        {
            await services.DisposeAsync();
            throw;
        }

        host = new LocalFunctionHost(options, services, catalog, engine);
        try
        {
            await host.StartServicesAsync(cancellationToken);
            foreach (var (function, schedule) in schedules)
            {
                engine.Add(new ScheduledFunction(
                    function.Name,
                    schedule,
                    function.Timer!.UseMonitor,
                    function.Timer.RunOnStartup,
                    (occurrence, cancellation) => catalog.RunTimerAsync(function, Schedules.Info(occurrence), cancellation)));
            }

            if (options.HttpPort is { } port)
            {
                host._http = await HttpSurface.StartAsync(port, options, catalog, engine, host.Client, services, cancellationToken);
            }

            engine.Start();
        }
        catch
        {
            await host.DisposeAsync();
            throw;
        }

        return host;
    }

    /// <summary>
    /// Completes when nothing is left to do: no message waits and no function runs. Timers of the future do not count, except on a
    /// <see cref="VirtualClock"/>, which jumps to them first.
    /// </summary>
    /// <exception cref="ObjectDisposedException">The host stopped.</exception>
    public Task WhenIdleAsync(CancellationToken cancellationToken = default) => _engine.WhenIdleAsync(cancellationToken);

    /// <summary>Runs a timer-triggered function now, whatever its schedule, and waits for it.</summary>
    /// <exception cref="ArgumentException">There is no such function.</exception>
    public Task RunTimerAsync(string functionName, bool isPastDue = false, CancellationToken cancellationToken = default)
    {
        var function = _functions.Functions.FirstOrDefault(f =>
            f.Kind is FunctionKind.Timer && string.Equals(f.Name, functionName, StringComparison.OrdinalIgnoreCase))
            ?? throw new ArgumentException($"There is no timer function '{functionName}'.", nameof(functionName));
        return _functions.RunTimerAsync(function, new TimerInfo { IsPastDue = isPastDue }, cancellationToken);
    }

    /// <summary>Gives an instance's state, with input, output and custom status, now and after every change, until it has ended.</summary>
    /// <remarks>States that follow each other quickly may be skipped; the last one is always given.</remarks>
    /// <exception cref="ArgumentException">There is no such instance.</exception>
    public async IAsyncEnumerable<OrchestrationMetadata> WatchAsync(
        string instanceId, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        long seen = -1;
        OrchestrationMetadata current;
        do
        {
            var last = seen;
            (current, seen) = await _engine.WatchAsync(
                state =>
                {
                    var instance = state.Instances.GetValueOrDefault(instanceId)
                        ?? throw new ArgumentException($"There is no orchestration with the instance id '{instanceId}'.", nameof(instanceId));
                    return instance.Revision > last ? Tuple.Create(LocalDurableTaskClient.Metadata(instance, true), instance.Revision) : null;
                },
                cancellationToken);
            yield return current;
        }
        while (!current.IsCompleted);
    }

    /// <summary>
    /// Stops. Activities that are running are cancelled; those that do not finish run again when a host is next started on the same
    /// state directory.
    /// </summary>
    public async ValueTask DisposeAsync()
    {
        if (_http is not null)
        {
            await _http.DisposeAsync();
        }

        await _engine.DisposeAsync();
        foreach (var service in Enumerable.Reverse(_hosted))
        {
            await service.StopAsync(CancellationToken.None);
        }

        await _services.DisposeAsync();
    }

    private async Task StartServicesAsync(CancellationToken cancellation)
    {
        _services.GetService<IStartupValidator>()?.Validate();
        foreach (var service in _services.GetServices<IHostedService>())
        {
            await service.StartAsync(cancellation);
            _hosted.Add(service);
        }
    }

    private static ServiceProvider Compose(LocalFunctionHostOptions options, Func<DurableTaskClient> client)
    {
        var services = new ServiceCollection();
        services.AddSingleton(options.Configuration);
        services.AddSingleton(options.TimeProvider);
        services.AddLogging();
        services.Replace(ServiceDescriptor.Singleton(options.LoggerFactory));
        services.AddOptions();
        services.Configure<WorkerOptions>(worker => worker.Serializer ??= new JsonObjectSerializer(WorkerJson.Options));
        options.ConfigureServices(services, options.Configuration);
        services.AddSingleton(_ => client());
        return services.BuildServiceProvider();
    }
}
