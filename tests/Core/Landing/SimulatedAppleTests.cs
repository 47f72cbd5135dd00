using AppleAnalytics.Apple;
using AppleAnalytics.Reports;
using AppleAnalytics.Requests;
using AppleAnalytics.Reviews;
using AppleAnalytics.Simulator;
using AppleAnalytics.Simulator.Faults;

namespace AppleAnalytics.Landing;

/// <summary>The rooms that speak with Apple against the simulator, which verifies tokens, roles, addresses and limits itself.</summary>
public sealed class SimulatedAppleTests
{
    static readonly DateOnly Today = new(2026, 11, 20);

    [Fact]
    public async Task Landing_EverythingGoesWrongNowAndThen_TheLakeIsTheSameAsWithoutFaults()
    {
        var calm = await LandAllAsync(new());
        var stormy = await LandAllAsync(new()
        {
            Every500 = 5, HtmlErrorEvery = 7, CutDownloadEvery = 4, SlowDownEvery = 5, WrongMd5Every = 7, WrongChecksumEvery = 3,
        });

        Assert.Equal(calm.Keys, stormy.Keys);
        Assert.Equal(calm, stormy);
        Assert.Contains(calm.Keys, k => k.StartsWith("raw/purchases/", StringComparison.Ordinal));
        Assert.Contains(calm.Keys, k => k.StartsWith("curated/reviews/", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Apple_AnswersWithALimit_TheDeferralIsGoodAndTheWorkGoesOnAfterIt()
    {
        await using var apple = await StartAsync(new() { Every429 = 3, RetryAfterSeconds = 40, RetryAfterAsDate = true });
        var client = apple.Rooms.Get<AppStoreConnectClient>();
        var meter = new ApiUsageMeter();
        var deferrals = 0;
        for (var call = 0; call < 9; call++)
        {
            var apps = await client.ListAppsAsync(meter);
            if (apps.Kind == AppleResultKind.Deferred)
            {
                deferrals++;
                Assert.InRange(apps.DeferredUntil!.Value - apple.Time.GetUtcNow(), TimeSpan.FromSeconds(38), TimeSpan.FromSeconds(40));
                apple.Time.Advance(apps.DeferredUntil!.Value - apple.Time.GetUtcNow());
            }
        }

        Assert.Equal(3, deferrals);
        Assert.NotNull(meter.Total.RateLimit?.HourRemaining);
    }

    [Fact]
    public async Task Ensure_StoppedGhostAndNew_EndAsTheyShouldAndPostAtMostOnce()
    {
        await using var apple = await StartAsync(new());
        var ensurer = apple.Rooms.Get<RequestEnsurer>();
        var (old, stopped, fresh) = (apple.Server.Apps.First(a => !a.IsNew), apple.Server.Apps.Last(a => !a.IsNew), apple.Server.Apps.First(a => a.IsNew));
        apple.Server.StopRequest(stopped.Id, ReportAccess.Ongoing);
        apple.Server.SetGhost(fresh.Id, ReportAccess.OneTimeSnapshot, on: true);

        Assert.Equal(EnsureRequestState.Adopted, (await ensurer.RunAsync(new(old.Id, AccessType.Ongoing))).State);
        Assert.Equal(EnsureRequestState.Stopped, (await ensurer.RunAsync(new(stopped.Id, AccessType.Ongoing))).State);
        Assert.Equal(EnsureRequestState.Recreated, (await ensurer.RunAsync(new(stopped.Id, AccessType.Ongoing, ReplaceStopped: true))).State);
        Assert.Equal(EnsureRequestState.Ghost, (await ensurer.RunAsync(new(fresh.Id, AccessType.OneTimeSnapshot))).State);
        var created = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => ensurer.RunAsync(new(fresh.Id, AccessType.Ongoing))));

        Assert.Single(created.Select(c => c.RequestId).Distinct());
        Assert.Single(created, c => c.State == EnsureRequestState.Created);
        Assert.All(created, c => Assert.True(c.State is EnsureRequestState.Created or EnsureRequestState.Adopted));
    }

    [Fact]
    public async Task Keys_OfEveryKind_MayDoWhatTheirRoleAllows()
    {
        await using var apple = await StartAsync(new());
        var app = apple.Server.Apps.First(a => a.IsNew).Id;
        await using var individual = apple.RoomsFor(apple.Server.IndividualCredentials);
        await using var finance = apple.RoomsFor(apple.Server.CredentialsFor(SimulatorRole.Finance));

        Assert.True((await individual.Get<AppStoreConnectClient>().ListAppsAsync(new())).IsOk);
        var refused = await finance.Get<RequestEnsurer>().RunAsync(new(app, AccessType.Ongoing));
        Assert.Equal(EnsureRequestState.Refused, refused.State);
        Assert.Contains("Admin", refused.Message);
        Assert.Equal(ReviewsState.Refused, (await finance.Get<ReviewsCurator>().RunAsync(new(app, Today, Today))).State);
        apple.Server.SetAgreementsMissing(null, on: true);
        Assert.Equal(EnsureRequestState.AgreementMissing, (await apple.Rooms.Get<RequestEnsurer>().RunAsync(new(app, AccessType.Ongoing))).State);
    }

    [Fact]
    public async Task Clock_IsAnHourSlow_TokensAreMendedAfterOneRejection()
    {
        await using var apple = await StartAsync(new());
        var credentials = apple.Server.Credentials;
        await using var slow = new Rooms(
            apple.Server.BaseAddress, credentials.KeyId, credentials.IssuerId, credentials.PrivateKeyPem, new ManualTime(apple.Time.GetUtcNow().AddHours(-1)));
        var meter = new ApiUsageMeter();

        Assert.True((await slow.Get<AppStoreConnectClient>().ListAppsAsync(meter)).IsOk);
        Assert.Equal(2, meter.Total.Calls["apps"]);
    }

    static async Task<SortedDictionary<string, string>> LandAllAsync(SimulatorFaults faults)
    {
        await using var apple = await StartAsync(faults);
        foreach (var app in apple.Server.Apps.Where(a => !a.IsNew).TakeLast(1))
        {
            var ensured = await apple.Rooms.Get<RequestEnsurer>().RunAsync(new(app.Id, AccessType.Ongoing));
            foreach (var table in ReportCatalogue.DefaultTables.Where(t => t.Name is "downloads" or "purchases"))
            {
                var found = await apple.Rooms.Get<InstanceFinder>().RunAsync(new()
                {
                    AppId = app.Id, Table = table.Name, RequestId = ensured.RequestId!, AccessType = AccessType.Ongoing, RequestSequence = 1, Today = Today,
                });
                foreach (var instance in found.Instances)
                {
                    var landed = await LandAsync(apple.Rooms.Get<InstanceLander>(), instance);
                    Assert.True(landed.State is LandState.Landed or LandState.HeaderOnly, landed.Message);
                }
            }

            Assert.NotEqual(ReviewsState.Failed, (await apple.Rooms.Get<ReviewsCurator>().RunAsync(new(app.Id, Today, Today))).State);
        }

        var lake = await apple.Rooms.LakeAsync("raw/");
        foreach (var page in lake.Keys.Where(k => k.StartsWith("raw/reviews/", StringComparison.Ordinal)).ToList())
        {
            // The page as sent holds links to the server, whose port differs; its name is made of the reviews.
            lake[page] = "";
        }

        foreach (var (key, content) in await apple.Rooms.LakeAsync("curated/"))
        {
            lake[key] = content;
        }

        return lake;
    }

    // As orchestrations do: faults are retried, and a later run lists the segments again, which mends a wrong checksum in a list.
    static async Task<LandOutcome> LandAsync(InstanceLander lander, InstanceReference instance)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                var landed = await lander.RunAsync(instance);
                if (landed.State != LandState.Failed || attempt == 5)
                {
                    return landed;
                }
            }
            catch (TransientAppleException) when (attempt < 5)
            {
                continue;
            }
        }
    }

    static async Task<Simulated> StartAsync(SimulatorFaults faults)
    {
        var time = new ManualTime { JumpUpTo = TimeSpan.FromSeconds(25) };
        var server = await SimulatorServer.StartAsync(new()
        {
            Apps = 3, NewApps = 1, RowsPerDate = 20, RequestAgeDays = 3, Today = Today, Clock = time, Faults = faults,
        });
        return new(server, time);
    }

    sealed class Simulated : IAsyncDisposable
    {
        public Simulated(SimulatorServer server, ManualTime time)
        {
            Server = server;
            Time = time;
            Rooms = RoomsFor(server.Credentials);
        }

        public SimulatorServer Server { get; }

        public ManualTime Time { get; }

        public Rooms Rooms { get; }

        public Rooms RoomsFor(SimulatorCredentials key) => new(Server.BaseAddress, key.KeyId, key.IssuerId, key.PrivateKeyPem, Time);

        public async ValueTask DisposeAsync()
        {
            await Rooms.DisposeAsync();
            await Server.DisposeAsync();
        }
    }
}
