using AppleAnalytics.Apple;
using AppleAnalytics.Functions.Orchestrations;
using AppleAnalytics.Functions.Triggers;
using AppleAnalytics.LocalHost.Engine;
using AppleAnalytics.LocalHost.Hosting;
using AppleAnalytics.Runs;
using AppleAnalytics.Simulator;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace AppleAnalytics.Functions.Quota;

/// <summary>
/// A portfolio of apps on one API key with a quota. Engine, quota and simulator share one clock, which jumps to the next timer
/// when nothing is left to do: an hour that a run waits takes no time.
/// </summary>
sealed class Portfolio : IAsyncDisposable
{
    static readonly TimeOnly Morning = new(9, 30);
    readonly string _root = Directory.CreateTempSubdirectory("portfolio-").FullName;
    readonly Dictionary<string, LocalFunctionHost> _hosts = [];
    readonly string _tables;

    Portfolio(SimulatorServer apple, VirtualClock clock, string tables)
    {
        _tables = tables;
        Apple = apple;
        Clock = clock;
    }

    /// <summary>The first day.</summary>
    public static DateOnly FirstDay { get; } = new(2026, 11, 2);

    public SimulatorServer Apple { get; }

    public VirtualClock Clock { get; }

    /// <summary>The day the clock and Apple are at.</summary>
    public DateOnly Today => Apple.Today;

    /// <summary>Starts it.</summary>
    /// <param name="account">The account; its day and clock are set here.</param>
    /// <param name="tables">The tables read.</param>
    public static async Task<Portfolio> StartAsync(SimulatorOptions account, string tables)
    {
        var clock = new VirtualClock(new(FirstDay, Morning, TimeSpan.Zero)) { Runs = true, Horizon = EndOf(FirstDay) };
        var apple = await SimulatorServer.StartAsync(account with { Today = FirstDay, Clock = clock });
        var portfolio = new Portfolio(apple, clock, tables);
        await portfolio.StartHostAsync("host");
        return portfolio;
    }

    /// <summary>Starts another host on the same lake, with a task hub of its own.</summary>
    public async Task StartHostAsync(string name) => _hosts[name] = await LocalFunctionHost.StartAsync(new()
    {
        FunctionsAssembly = typeof(AppRun).Assembly,
        StateDirectory = Path.Combine(_root, name),
        ConfigureServices = (services, configuration) => services.AddAppleAnalytics(configuration),
        Configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Apple:BaseUrl"] = Apple.BaseAddress.ToString(),
            ["Apple:IssuerId"] = Apple.Credentials.IssuerId,
            ["Apple:KeyId"] = Apple.Credentials.KeyId,
            ["Apple:PrivateKey"] = Apple.Credentials.PrivateKeyPem,
            ["Reports:Tables"] = _tables,
            ["Lake:Root"] = Path.Combine(_root, "lake"),
        }).Build(),
        TimeProvider = Clock,
        FlushToDisk = false,
    });

    /// <summary>Moves Apple and the clock to the morning of a later day; timers between, such as those that wait for a snapshot, fire on the way.</summary>
    public void GoTo(DateOnly day)
    {
        Apple.AdvanceTo(day);
        Clock.Horizon = EndOf(day);
        var morning = new DateTimeOffset(day, Morning, TimeSpan.Zero);
        if (morning > Clock.GetUtcNow())
        {
            Clock.Advance(morning - Clock.GetUtcNow());
        }
    }

    /// <summary>The daily run of the day.</summary>
    public RunRequest Daily => RunRequests.Daily(Today);

    /// <summary>A run on demand, now.</summary>
    public RunRequest OnDemand => RunRequests.OnDemand(Today, Clock.GetUtcNow(), [], []);

    /// <summary>Runs requests at once and gives their reports.</summary>
    public async Task<IReadOnlyList<RunReport>> RunAsync(params RunRequest[] requests)
    {
        var host = _hosts["host"];
        return await Task.WhenAll(requests.Select(r => RunAsync(host, r)));
    }

    /// <summary>Runs a request on a host and gives its report.</summary>
    public Task<RunReport> RunOnAsync(string host, RunRequest request) => RunAsync(_hosts[host], request);

    /// <summary>Waits until a host has nothing left to do before the day ends.</summary>
    public Task WhenIdleAsync() => _hosts["host"].WhenIdleAsync();

    /// <summary>Answers 429 of the simulator since it started.</summary>
    public long RateLimited => Apple.ReadStats().Calls.Where(c => c.Status == 429).Sum(c => c.Count);


    public async ValueTask DisposeAsync()
    {
        foreach (var host in _hosts.Values)
        {
            await host.DisposeAsync();
        }

        await Apple.DisposeAsync();
        Directory.Delete(_root, recursive: true);
    }

    static async Task<RunReport> RunAsync(LocalFunctionHost host, RunRequest request)
    {
        await host.Services.GetRequiredService<RunStarter>().StartAsync(host.Client, request, again: true, default);
        await host.Client.WaitForInstanceCompletionAsync(request.RunId);
        return (await host.Services.GetRequiredService<RunReportPublisher>().ReadAsync(request.RunId, default))!;
    }

    static DateTimeOffset EndOf(DateOnly day) => new(day.AddDays(1), new(9, 0), TimeSpan.Zero);
}
