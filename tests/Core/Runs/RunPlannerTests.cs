using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using AppleAnalytics.Apple;
using AppleAnalytics.Catalog;
using AppleAnalytics.Lake;
using AppleAnalytics.Quality;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace AppleAnalytics.Runs;

public sealed class RunPlannerTests : IDisposable
{
    static readonly DateOnly Today = new(2026, 11, 20);

    readonly TempFolder _folder = new();
    readonly Apps _apple = new();
    ServiceProvider? _services;

    public void Dispose()
    {
        _services?.Dispose();
        _apple.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task RunAsync_Daily_PlansEveryAppAndTableWithoutLimits()
    {
        var outcome = await Planner().RunAsync(RunRequests.Daily(Today), default);
        var plan = outcome.Plan!;
        Assert.Equal([new PlannedApp(1, "One"), new(2, "Two"), new(3, "Three")], plan.Apps);
        Assert.Equal(["downloads", "engagement", "sessions", "installs", "purchases"], plan.Tables.Select(t => t.Name));
        Assert.All(plan.Tables, t => Assert.Equal((null, null), (t.ProcessingFrom, t.ProcessingTo)));
        Assert.True(plan.Reviews);
        Assert.True(plan.HistoryOnFirstRun);
        Assert.Equal("KEY0000001", plan.QuotaKey);
        Assert.Equal(1, outcome.Usage.Calls["apps"]);
        Assert.Equal(["One", "Two", "Three"], (await new AppDirectory(new FolderObjectStore(_folder.Path)).ReadAsync()).Values.Select(a => a.Name));
    }

    [Fact]
    public async Task RunAsync_OnDemand_TakesNothingProcessedAfterTheDayItActsAs()
    {
        var plan = (await Planner().RunAsync(RunRequests.OnDemand(Today, DateTimeOffset.UnixEpoch, [2], ["Sessions"]), default)).Plan!;
        Assert.Equal([2], plan.Apps.Select(a => a.Id));
        Assert.Equal([new PlannedTable("sessions", null, Today)], plan.Tables);
        Assert.False(plan.Reviews);
    }

    [Fact]
    public async Task RunAsync_Backfill_TurnsMetricDatesIntoProcessingDates()
    {
        var request = RunRequests.Backfill(new(2026, 9, 1), new(2026, 11, 10), [], ["downloads"], false, Today);
        var plan = (await Planner().RunAsync(request, default)).Plan!;
        Assert.Equal([new PlannedTable("downloads", new(2026, 9, 2), new(2026, 11, 12))], plan.Tables);
        Assert.Equal("downloads", Assert.Single(plan.Unavailable).Table);
        Assert.False(plan.HistoryOnFirstRun);
    }

    [Theory]
    [InlineData("1,3", "", "1,3")]
    [InlineData("", "2", "1,3")]
    [InlineData("1,2", "2", "1")]
    public async Task RunAsync_IncludeAndExclude_ChooseTheApps(string include, string exclude, string expected)
    {
        var outcome = await Planner(("Apps:Include", include), ("Apps:Exclude", exclude)).RunAsync(RunRequests.Daily(Today), default);
        Assert.Equal(expected, string.Join(',', outcome.Plan!.Apps.Select(a => a.Id)));
    }

    [Fact]
    public async Task RunAsync_AppsAskedFor_AreTakenEvenIfExcludedByDefault()
    {
        var outcome = await Planner(("Apps:Exclude", "2")).RunAsync(RunRequests.OnDemand(Today, DateTimeOffset.UnixEpoch, [2], []), default);
        Assert.Equal([2], outcome.Plan!.Apps.Select(a => a.Id));
    }

    [Fact]
    public async Task RunAsync_OneAppTheKeyDoesNotSee_IsAFailureAndTheOthersGoOn()
    {
        var plan = (await Planner(("Apps:Include", "1,99")).RunAsync(RunRequests.Daily(Today), default)).Plan!;
        Assert.Equal([1], plan.Apps.Select(a => a.Id));
        var failure = Assert.Single(plan.Failures);
        Assert.Equal(99, failure.AppId);
        Assert.Contains("Apps__Include", failure.WhatToDo, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_OnlyAppsTheKeyDoesNotSee_IsRefusedByName()
    {
        var outcome = await Planner().RunAsync(RunRequests.OnDemand(Today, DateTimeOffset.UnixEpoch, [98, 99], []), default);
        Assert.Equal(PlanState.Refused, outcome.State);
        Assert.Contains("98", outcome.Message, StringComparison.Ordinal);
        Assert.Contains("99", outcome.Message, StringComparison.Ordinal);
        Assert.NotEmpty(outcome.WhatToDo!);
    }

    [Fact]
    public async Task RunAsync_UnknownTable_IsRefusedWithoutACall()
    {
        var outcome = await Planner().RunAsync(RunRequests.OnDemand(Today, DateTimeOffset.UnixEpoch, [], ["revenue"]), default);
        Assert.Equal(PlanState.Refused, outcome.State);
        Assert.Contains("downloads", outcome.WhatToDo, StringComparison.Ordinal);
        Assert.Equal(0, _apple.Calls);
    }

    [Fact]
    public async Task RunAsync_RateLimit_IsDeferred()
    {
        _apple.Status = HttpStatusCode.TooManyRequests;
        var outcome = await Planner().RunAsync(RunRequests.Daily(Today), default);
        Assert.Equal(PlanState.Deferred, outcome.State);
        Assert.NotNull(outcome.DeferredUntil);
        Assert.Equal(1, outcome.Usage.RateLimited);
    }

    [Fact]
    public async Task RunAsync_KeyMayNotList_IsRefusedWithASentence()
    {
        _apple.Status = HttpStatusCode.Forbidden;
        var outcome = await Planner().RunAsync(RunRequests.Daily(Today), default);
        Assert.Equal(PlanState.Refused, outcome.State);
        Assert.NotEmpty(outcome.Message!);
        Assert.NotEmpty(outcome.WhatToDo!);
    }

    RunPlanner Planner(params (string Key, string Value)[] settings)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(new Dictionary<string, string?>
            {
                ["Apple:KeyId"] = "KEY0000001",
                ["Apple:IssuerId"] = "0f1e2d3c-0000-4000-8000-000000000000",
                ["Apple:PrivateKey"] = key.ExportPkcs8PrivateKeyPem(),
                ["Lake:Root"] = _folder.Path,
            })
            .AddInMemoryCollection(settings.Select(s => KeyValuePair.Create(s.Key, (string?)s.Value)))
            .Build();
        var services = new ServiceCollection()
            .AddLake(configuration)
            .AddApple(configuration)
            .AddRuns(configuration)
            .AddSingleton(QualityThresholds.From(configuration))
            .AddSingleton(FreshnessOptions.From(configuration));
        services.AddHttpClient(AppleTransport.ClientName).ConfigurePrimaryHttpMessageHandler(() => _apple);
        _services = services.BuildServiceProvider();
        return _services.GetRequiredService<RunPlanner>();
    }

    /// <summary>App Store Connect with three apps.</summary>
    sealed class Apps : HttpMessageHandler
    {
        public HttpStatusCode Status { get; set; } = HttpStatusCode.OK;

        public int Calls { get; private set; }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Calls++;
            var body = Status == HttpStatusCode.OK
                ? """{"data":[{"type":"apps","id":"2","attributes":{"name":"Two","bundleId":"x.two","sku":"2"}},{"type":"apps","id":"1","attributes":{"name":"One","bundleId":"x.one","sku":"1"}},{"type":"apps","id":"3","attributes":{"name":"Three","bundleId":"x.three","sku":"3"}}],"links":{"self":"x"},"meta":{"paging":{"total":3,"limit":200}}}"""
                : $$"""{"errors":[{"status":"{{(int)Status}}","code":"{{(Status == HttpStatusCode.Forbidden ? "FORBIDDEN_ERROR" : "RATE_LIMIT_EXCEEDED")}}","title":"t","detail":"d"}]}""";
            var response = new HttpResponseMessage(Status) { Content = new StringContent(body, Encoding.UTF8, "application/json"), RequestMessage = request };
            if (Status == HttpStatusCode.TooManyRequests)
            {
                response.Headers.RetryAfter = new RetryConditionHeaderValue(TimeSpan.FromMinutes(5));
            }

            return Task.FromResult(response);
        }
    }
}
