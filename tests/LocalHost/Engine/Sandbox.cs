using AppleAnalytics.LocalHost.Engine;
using AppleAnalytics.LocalHost.Hosting;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace AppleAnalytics.LocalHost.Tests.Engine;

/// <summary>A host with the functions of some classes, on a virtual clock, which can be stopped and started again.</summary>
internal sealed class Sandbox : IAsyncDisposable
{
    public static readonly DateTimeOffset Epoch = new(2026, 3, 1, 8, 0, 0, TimeSpan.Zero);

    private readonly TempDirectory _directory = new();
    private LocalFunctionHost? _host;

    private Sandbox(Type[] types) => Types = types;

    public VirtualClock Clock { get; } = new(Epoch);

    /// <summary>The classes whose functions the next host has.</summary>
    public Type[] Types { get; set; }

    /// <summary>Shared by all hosts of the sandbox; what functions write down here a test can read.</summary>
    public Notes Notes { get; } = new();

    public string Directory => _directory.Path;

    public LocalFunctionHost Host => _host!;

    public DurableTaskClient Client => Host.Client;

    public Dictionary<string, string?> Settings { get; } = [];

    public bool Timers { get; init; }

    public int? HttpPort { get; set; }

    public HostSettings HostSettings { get; init; } = new() { HubName = "TestHub", DefaultVersion = "1.0" };

    public static async Task<Sandbox> StartAsync(params Type[] types)
    {
        var sandbox = new Sandbox(types);
        await sandbox.StartHostAsync();
        return sandbox;
    }

    public static Sandbox Create(params Type[] types) => new(types);

    public static Sandbox WithTimers(params Type[] types) => new(types) { Timers = true };

    public static Sandbox WithHttp(params Type[] types) => new(types) { HttpPort = 0 };

    public async Task StartHostAsync() => _host = await LocalFunctionHost.StartAsync(Options());

    public LocalFunctionHostOptions Options() => new()
    {
        FunctionsAssembly = typeof(Sandbox).Assembly,
        StateDirectory = _directory.Path,
        IncludeType = type => Types.Contains(type),
        TimeProvider = Clock,
        FlushToDisk = false,
        TimersEnabled = Timers,
        HttpPort = HttpPort,
        Host = HostSettings,
        Configuration = new ConfigurationBuilder().AddInMemoryCollection(Settings).Build(),
        ConfigureServices = (services, _) => services.AddSingleton(Notes),
    };

    public async Task StopHostAsync()
    {
        await _host!.DisposeAsync();
        _host = null;
    }

    /// <summary>Runs an orchestration to its end.</summary>
    public async Task<OrchestrationMetadata> RunAsync(string name, object? input = null, string? id = null)
    {
        var instance = await Client.ScheduleNewOrchestrationInstanceAsync(
            name, input, id is null ? null : new StartOrchestrationOptions(id), CancellationToken.None);
        return await Client.WaitForInstanceCompletionAsync(instance, getInputsAndOutputs: true).WaitAsync(TimeSpan.FromSeconds(120));
    }

    public async Task<T?> RunAsync<T>(string name, object? input = null)
    {
        var instance = await RunAsync(name, input);
        Assert.True(instance.RuntimeStatus is OrchestrationRuntimeStatus.Completed, $"{instance.RuntimeStatus}: {instance.FailureDetails?.ErrorMessage}");
        return instance.ReadOutputAs<T>();
    }

    public async ValueTask DisposeAsync()
    {
        if (_host is not null)
        {
            await _host.DisposeAsync();
        }

        _directory.Dispose();
    }
}
