using AppleAnalytics.Apple;
using AppleAnalytics.Functions.Orchestrations;
using AppleAnalytics.Functions.Triggers;
using AppleAnalytics.LocalHost.Engine;
using AppleAnalytics.LocalHost.Hosting;
using AppleAnalytics.Reports;
using AppleAnalytics.Requests;
using AppleAnalytics.Runs;
using AppleAnalytics.Simulator;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace AppleAnalytics.Functions;

/// <summary>The whole function app against a simulated App Store Connect, with a folder as the lake and a clock that jumps.</summary>
sealed class Pipeline : IAsyncDisposable
{
    public static readonly DateOnly FirstDay = new(2026, 11, 20);

    /// <summary>When the clock starts.</summary>
    public static readonly DateTimeOffset Start = new(FirstDay, new(9, 30), TimeSpan.Zero);

    readonly string _root;
    readonly Dictionary<string, string?> _settings;
    readonly ILoggerFactory _logs;
    readonly Action<IServiceCollection> _services;

    Pipeline(string root, SimulatorServer apple, VirtualClock clock, Dictionary<string, string?> settings, Action<IServiceCollection>? services)
    {
        _services = services ?? (_ => { });
        _root = root;
        Apple = apple;
        Clock = clock;
        _settings = settings;
        _logs = LoggerFactory.Create(logs => logs.AddProvider(Landings));
    }

    public LandingSignals Landings { get; } = new();

    public SimulatorServer Apple { get; }

    public VirtualClock Clock { get; }

    public LocalFunctionHost Host { get; private set; } = null!;

    public DurableTaskClient Client => Host.Client;

    public string Lake => Path.Combine(_root, "lake");

    /// <summary>Starts it: by default two tables of three apps of which one is new, with three days of instances, a few rows each.</summary>
    public static Task<Pipeline> StartAsync(SimulatorOptions? options = null, bool http = false, params (string Key, string Value)[] settings) =>
        StartWithAsync(null, options, http, settings);

    /// <summary>Starts it with other services in place of the app's own.</summary>
    public static async Task<Pipeline> StartWithAsync(
        Action<IServiceCollection>? services, SimulatorOptions? options = null, bool http = false, params (string Key, string Value)[] settings)
    {
        var clock = new VirtualClock(Start) { Runs = true };
        var apple = await SimulatorServer.StartAsync((options ?? new()
        {
            Apps = 3,
            NewApps = 1,
            RowsPerDate = 20,
            RequestAgeDays = 3,
        }) with { Today = FirstDay, Clock = clock });
        var root = Directory.CreateTempSubdirectory("pipeline-").FullName;
        var pipeline = new Pipeline(root, apple, clock, new()
        {
            ["Apple:BaseUrl"] = apple.BaseAddress.ToString(),
            ["Apple:IssuerId"] = apple.Credentials.IssuerId,
            ["Apple:KeyId"] = apple.Credentials.KeyId,
            ["Apple:PrivateKey"] = apple.Credentials.PrivateKeyPem,
            ["Apple:HistoryOnFirstRun"] = "false",
            ["Reports:Tables"] = "downloads,sessions",
            ["Lake:Root"] = Path.Combine(root, "lake"),
        }, services);
        foreach (var (key, value) in settings)
        {
            pipeline._settings[key] = value;
        }

        try
        {
            await pipeline.StartHostAsync("hub", http);
            return pipeline;
        }
        catch
        {
            await pipeline.DisposeAsync();
            throw;
        }
    }

    /// <summary>Ends the host and starts one on another, empty task hub over the same lake.</summary>
    public async Task MoveToAnotherHubAsync(string name)
    {
        await Host.DisposeAsync();
        await StartHostAsync(name, http: false);
    }

    /// <summary>Ends the host in the middle of whatever it does and starts it again on the same task hub.</summary>
    public Task RestartAsync() => MoveToAnotherHubAsync("hub");

    public async Task<RunSummary> RunAsync(RunRequest request)
    {
        await StartAsync(request);
        return await ResultAsync(request.RunId);
    }

    /// <summary>Runs it and fails with the report's own words when something went wrong.</summary>
    public async Task<RunSummary> SucceedAsync(RunRequest request)
    {
        await StartAsync(request);
        return await SucceededAsync(request.RunId);
    }

    public async Task<RunSummary> SucceededAsync(string runId)
    {
        var summary = await ResultAsync(runId);
        Assert.True(summary.State == RunState.Succeeded, string.Join('\n', (await ReportAsync(runId)).Failures));
        return summary;
    }

    public Task<RunStart> StartAsync(RunRequest request) =>
        Host.Services.GetRequiredService<RunStarter>().StartAsync(Client, request, again: true, default);

    public async Task<RunSummary> ResultAsync(string runId)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        var ended = await Client.WaitForInstanceCompletionAsync(runId, getInputsAndOutputs: true, patience.Token);
        Assert.True(ended.RuntimeStatus == OrchestrationRuntimeStatus.Completed, $"{runId} is {ended.RuntimeStatus}: {ended.FailureDetails}");
        return ended.ReadOutputAs<RunSummary>()!;
    }

    public async Task<RunReport> ReportAsync(string runId) =>
        (await Host.Services.GetRequiredService<RunReportPublisher>().ReadAsync(runId, default))!;

    /// <summary>Moves Apple and the clock to the next day, to the time the runs begin.</summary>
    public void NextDay()
    {
        Apple.AdvanceTo(Apple.Today.AddDays(1));
        var morning = new DateTimeOffset(Apple.Today.ToDateTime(new(9, 30)), TimeSpan.Zero);
        var now = Clock.GetUtcNow();
        if (morning > now)
        {
            Clock.Advance(morning - now);
        }
    }

    /// <summary>What the lake's mirror holds of an app's report requests.</summary>
    public async Task<ReportRequestState> RegistryAsync(long app) => (await Host.Services.GetRequiredService<RegistryMirror>().LoadAsync(app))!;

    /// <summary>The ids of the instances Apple lists now for the tables of the test, of every request of an app.</summary>
    public async Task<IReadOnlyList<string>> InstancesAsync(long app)
    {
        var client = Host.Services.GetRequiredService<AppStoreConnectClient>();
        var ids = new List<string>();
        foreach (var request in (await client.ListReportRequestsAsync(app, AccessType.Ongoing, new())).Required)
        {
            foreach (var report in (await client.ListReportsAsync(request.Id, new())).Required.Where(r => r.Name is "App Downloads Standard" or "App Sessions Standard"))
            {
                ids.AddRange((await client.ListInstancesAsync(report.Id, Granularity.Daily, null, new())).Required.Select(i => i.Id));
            }
        }

        return [.. ids.Order(StringComparer.Ordinal)];
    }

    /// <summary>The ids of the instances in the lake.</summary>
    public IReadOnlyList<string> Landed() => [.. Directory.EnumerateFiles(Path.Combine(Lake, "raw"), "*.json", SearchOption.AllDirectories)
        .Select(f => Path.GetFileNameWithoutExtension(f)!).Order(StringComparer.Ordinal)];

    /// <summary>The bytes of everything under some folders of the lake.</summary>
    public SortedDictionary<string, string> Bytes(params string[] folders) => new(
        folders.Select(f => Path.Combine(Lake, f)).Where(Directory.Exists)
            .SelectMany(f => Directory.EnumerateFiles(f, "*", SearchOption.AllDirectories))
            .ToDictionary(f => Path.GetRelativePath(Lake, f), f => Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(f)))),
        StringComparer.Ordinal);

    /// <summary>Every published date against the simulator's own truth.</summary>
    /// <param name="table">The table.</param>
    /// <param name="snapshotsFill">Whether snapshots decide only dates no ongoing instance holds, as by default.</param>
    public Task AssertTruthAsync(string table, bool snapshotsFill = true) => Truth.AssertAsync(Apple, Host.Services, table, snapshotsFill);

    public async ValueTask DisposeAsync()
    {
        if (Host is not null)
        {
            await Host.DisposeAsync();
        }

        _logs.Dispose();
        await Apple.DisposeAsync();
        Directory.Delete(_root, recursive: true);
    }

    async Task StartHostAsync(string hub, bool http) => Host = await LocalFunctionHost.StartAsync(new()
    {
        FunctionsAssembly = typeof(AppRun).Assembly,
        StateDirectory = Path.Combine(_root, hub),
        ConfigureServices = (services, configuration) =>
        {
            services.AddAppleAnalytics(configuration);
            _services(services);
        },
        Configuration = new ConfigurationBuilder().AddInMemoryCollection(_settings).Build(),
        HttpPort = http ? 0 : null,
        TimeProvider = Clock,
        FlushToDisk = false,
        LoggerFactory = _logs,
    });
}
