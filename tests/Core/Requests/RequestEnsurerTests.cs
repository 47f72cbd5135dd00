using AppleAnalytics.Apple;
using AppleAnalytics.Reports;
using Microsoft.AspNetCore.Http;
using static AppleAnalytics.Apple.Answers;

namespace AppleAnalytics.Requests;

public sealed class RequestEnsurerTests : IAsyncLifetime
{
    const string List = "/v1/apps/42/analyticsReportRequests";
    const string Create = "/v1/analyticsReportRequests";

    static readonly RequestDelegate None = Json(Page([]));
    static readonly RequestDelegate Duplicate = Json(
        new
        {
            errors = new object[]
            {
                new { status = "409", code = "ENTITY_ERROR", title = "Another", detail = "first" },
                new { status = "409", code = "STATE_ERROR", title = "The request cannot be fulfilled because of the state of another resource.", detail = "You already have such an entity" },
            },
        },
        409);

    AppleHarness _apple = null!;

    public async Task InitializeAsync() => _apple = await AppleHarness.StartAsync();

    public async Task DisposeAsync() => await _apple.DisposeAsync();

    [Fact]
    public async Task Known_IsThere_IsExistingWithOneCall()
    {
        _apple.Server.Get(List, Json(Page([Request("r-0"), Request("r-1")])));

        var outcome = await RunAsync("r-1");

        Assert.Equal((EnsureRequestState.Existing, "r-1"), State(outcome));
        Assert.Equal(new Dictionary<string, int> { ["reportRequests"] = 1 }, outcome.Usage.Calls);
    }

    [Fact]
    public async Task Unknown_IsListed_IsAdopted()
    {
        _apple.Server.Get(List, Json(Page([Request("r-1")])));

        Assert.Equal((EnsureRequestState.Adopted, "r-1"), State(await RunAsync()));
        Assert.Equal(0, _apple.Server.Count("POST", Create));
    }

    [Fact]
    public async Task None_IsCreated()
    {
        _apple.Server.Get(List, None).On("POST", Create, Json(new { data = Request("r-1") }, 201));

        var outcome = await RunAsync();

        Assert.Equal((EnsureRequestState.Created, "r-1"), State(outcome));
        Assert.False(outcome.DuplicatePrevented);
    }

    [Fact]
    public async Task CreationConflicts_SomeoneWasFaster_IsAdopted()
    {
        _apple.Server.Get(List, None, Json(Page([Request("r-1")]))).On("POST", Create, Duplicate);

        var outcome = await RunAsync();

        Assert.Equal((EnsureRequestState.Adopted, "r-1"), State(outcome));
        Assert.True(outcome.DuplicatePrevented);
    }

    [Fact]
    public async Task Stopped_IsReportedAndLeftAlone_UntilItMayBeReplaced()
    {
        _apple.Server.Get(List, Json(Page([Request("r-2", stopped: true), Request("r-1", stopped: true)])));

        var outcome = await RunAsync("r-1");

        Assert.Equal((EnsureRequestState.Stopped, "r-1"), State(outcome));
        Assert.Equal(["GET"], _apple.Server.Requests.Select(r => r.Method));
    }

    [Fact]
    public async Task Stopped_MayBeReplaced_IsDeletedAndRecreated()
    {
        _apple.Server.Get(List, Json(Page([Request("r-1", stopped: true)]))).On("DELETE", Create + "/r-1", Status(204)).On("POST", Create, Json(new { data = Request("r-2") }, 201));

        var outcome = await RunAsync("r-1", replaceStopped: true);

        Assert.Equal((EnsureRequestState.Recreated, "r-2"), State(outcome));
        Assert.True(outcome.StoppedDueToInactivity);
        Assert.Equal(["GET", "DELETE", "POST"], _apple.Server.Requests.Select(r => r.Method));
    }

    [Fact]
    public async Task StoppedSnapshot_StillServes()
    {
        _apple.Server.Get(List, Json(Page([Request("s-1", stopped: true, accessType: "ONE_TIME_SNAPSHOT")])));

        Assert.Equal((EnsureRequestState.Existing, "s-1"), State(await RunAsync("s-1", AccessType.OneTimeSnapshot)));
    }

    [Fact]
    public async Task StoppedSeenOnlyAfterTheConflict_IsRecreatedOnce()
    {
        _apple.Server.Get(List, None, Json(Page([Request("r-1", stopped: true)]))).On("DELETE", Create + "/r-1", Status(204))
            .On("POST", Create, Duplicate, Json(new { data = Request("r-2") }, 201));

        Assert.Equal((EnsureRequestState.Recreated, "r-2"), State(await RunAsync(replaceStopped: true)));
    }

    [Fact]
    public async Task StoppedSeenOnlyAfterTheConflict_NotToBeReplaced_IsReported()
    {
        _apple.Server.Get(List, None, Json(Page([Request("r-1", stopped: true)]))).On("POST", Create, Duplicate);

        var outcome = await RunAsync();

        Assert.Equal((EnsureRequestState.Stopped, "r-1", true), (outcome.State, outcome.RequestId, outcome.DuplicatePrevented));
    }

    [Fact]
    public async Task SnapshotToRenew_OldOneIsListed_IsCreatedAgain()
    {
        _apple.Server.Get(List, Json(Page([Request("s-1", accessType: "ONE_TIME_SNAPSHOT")])))
            .On("POST", Create, Json(new { data = Request("s-2", accessType: "ONE_TIME_SNAPSHOT") }, 201));

        Assert.Equal((EnsureRequestState.Created, "s-2"), State(await RunAsync("s-1", AccessType.OneTimeSnapshot, renew: true)));
    }

    [Fact]
    public async Task SnapshotToRenew_AppleWantsTheMonthToPass_TheOldOneStays()
    {
        _apple.Server.Get(List, Json(Page([Request("s-1", accessType: "ONE_TIME_SNAPSHOT")]))).On("POST", Create, Duplicate);

        Assert.Equal((EnsureRequestState.Existing, "s-1"), State(await RunAsync("s-1", AccessType.OneTimeSnapshot, renew: true)));
    }

    [Fact]
    public async Task Ghost_IsSaidWithoutALoop()
    {
        _apple.Server.Get(List, None).On("POST", Create, Duplicate);

        var outcome = await RunAsync("r-1");

        Assert.Equal((EnsureRequestState.Ghost, null), State(outcome));
        Assert.Contains("Apple's developer support", outcome.Message);
        Assert.Equal(1, _apple.Server.Count("POST", Create));
        Assert.Equal(4, _apple.Server.Requests.Count);
    }

    [Fact]
    public async Task NotListedButReadableById_IsExisting()
    {
        _apple.Server.Get(List, None).On("POST", Create, Duplicate).Get(Create + "/r-1", Json(new { data = Request("r-1") }));

        Assert.Equal((EnsureRequestState.Existing, "r-1"), State(await RunAsync("r-1")));
    }

    [Fact]
    public async Task RateLimitedWhileLookingForAGhost_IsDeferred()
    {
        _apple.Server.Get(List, None).On("POST", Create, Duplicate).Get(Create + "/r-1", Error(429, "RATE_LIMIT_EXCEEDED"));

        Assert.Equal((EnsureRequestState.Deferred, null), State(await RunAsync("r-1")));
    }

    [Fact]
    public async Task ListingForbidden_KnownIsReadable_IsExisting()
    {
        _apple.Server.Get(List, Error(403, "FORBIDDEN_ERROR")).Get(Create + "/r-1", Json(new { data = Request("r-1") }));

        Assert.Equal((EnsureRequestState.Existing, "r-1"), State(await RunAsync("r-1")));
    }

    [Fact]
    public async Task CreationForbidden_IsRefusedAndNamesTheRole()
    {
        _apple.Server.Get(List, None).On("POST", Create, Error(403, "FORBIDDEN_ERROR"));

        var outcome = await RunAsync();

        Assert.Equal((EnsureRequestState.Refused, null), State(outcome));
        Assert.Contains("role Admin", outcome.Message);
    }

    [Fact]
    public async Task Agreement_IsAStateOfItsOwn()
    {
        _apple.Server.Get(List, Error(403, "FORBIDDEN.REQUIRED_AGREEMENTS_MISSING_OR_EXPIRED"));

        Assert.Equal((EnsureRequestState.AgreementMissing, null), State(await RunAsync()));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task RateLimited_IsDeferredAndNothingIsCreated(bool onList)
    {
        var limited = With(Error(429, "RATE_LIMIT_EXCEEDED"), "Retry-After", "120");
        _apple.Server.Get(List, onList ? limited : None).On("POST", Create, limited);

        var outcome = await RunAsync();

        Assert.Equal((EnsureRequestState.Deferred, null), State(outcome));
        Assert.Equal(_apple.Time.GetUtcNow().AddMinutes(2), outcome.DeferredUntil);
        Assert.Equal(1, outcome.Usage.RateLimited);
    }

    [Fact]
    public async Task CreationAnswersWithAFaultButSucceeded_IsAdopted()
    {
        _apple.Server.Get(List, None, Json(Page([Request("r-1")]))).On("POST", Create, Status(500), Duplicate);

        Assert.Equal((EnsureRequestState.Adopted, "r-1"), State(await RunAsync()));
    }

    [Fact]
    public async Task AppUnknown_IsRefused()
    {
        var outcome = await RunAsync();

        Assert.Equal((EnsureRequestState.Refused, null), State(outcome));
        Assert.Contains("app 42", outcome.Message);
    }

    Task<EnsureRequestOutcome> RunAsync(
        string? known = null, AccessType accessType = AccessType.Ongoing, bool replaceStopped = false, bool renew = false) =>
        _apple.Get<RequestEnsurer>().RunAsync(new(42, accessType, known, replaceStopped, renew));

    static (EnsureRequestState State, string? RequestId) State(EnsureRequestOutcome outcome) => (outcome.State, outcome.RequestId);
}
