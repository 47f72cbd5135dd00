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
    LocalFunctionHost _host = null!;

    Portfolio(SimulatorServer apple, VirtualClock clock)
    {
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
        var portfolio = new Portfolio(apple, clock);
        portfolio._host = await LocalFunctionHost.StartAsync(new()
        {
            FunctionsAssembly = typeof(AppRun).Assembly,
            StateDirectory = Path.Combine(portfolio._root, "hub"),
            ConfigureServices = (services, configuration) => services.AddAppleAnalytics(configuration),
            Configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
            {
                ["Apple:BaseUrl"] = apple.BaseAddress.ToString(),
                ["Apple:IssuerId"] = apple.Credentials.IssuerId,
                ["Apple:KeyId"] = apple.Credentials.KeyId,
                ["Apple:PrivateKey"] = apple.Credentials.PrivateKeyPem,
                ["Reports:Tables"] = tables,
                ["Lake:Root"] = Path.Combine(portfolio._root, "lake"),
            }).Build(),
            TimeProvider = clock,
            FlushToDisk = false,
        });
        return portfolio;
    }

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
    public async Task<IReadOnlyList<RunReport>> RunAsync(params RunRequest[] requests) => await Task.WhenAll(requests.Select(RunAsync));

    /// <summary>Waits until the host has nothing left to do before the day ends.</summary>
    public Task WhenIdleAsync() => _host.WhenIdleAsync();

    /// <summary>Answers 429 of the simulator since it started.</summary>
    public long RateLimited => Apple.ReadStats().Calls.Where(c => c.Status == 429).Sum(c => c.Count);


    /// <summary>The host's services.</summary>
    public IServiceProvider Services => _host.Services;

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        await Apple.DisposeAsync();
        Directory.Delete(_root, recursive: true);
    }

    async Task<RunReport> RunAsync(RunRequest request)
    {
        await Services.GetRequiredService<RunStarter>().StartAsync(_host.Client, request, again: true, default);
        await _host.Client.WaitForInstanceCompletionAsync(request.RunId);
        return (await Services.GetRequiredService<RunReportPublisher>().ReadAsync(request.RunId, default))!;
    }

    static DateTimeOffset EndOf(DateOnly day) => new(day.AddDays(1), new(9, 0), TimeSpan.Zero);
}
