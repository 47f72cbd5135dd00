using System.Net;
using AppleAnalytics.Reports;
using static AppleAnalytics.Apple.Answers;

namespace AppleAnalytics.Apple;

public sealed class AppStoreConnectClientTests : IAsyncLifetime
{
    AppleHarness _apple = null!;

    public async Task InitializeAsync() => _apple = await AppleHarness.StartAsync();

    public async Task DisposeAsync() => await _apple.DisposeAsync();

    [Fact]
    public async Task ListApps_SeveralPages_FollowsNextAndCountsCalls()
    {
        _apple.Server.Get(
            "/v1/apps",
            With(Json(Page([App(1, "One")], new Uri(_apple.Server.Url, "/v1/apps?cursor=A").ToString())), "X-Rate-Limit", "user-hour-lim:3500;user-hour-rem:500;"),
            With(Json(Page([App(2, "Two")])), "X-Rate-Limit", "user-hour-lim:3500;user-hour-rem:499;"));

        var apps = await _apple.Client.ListAppsAsync(_apple.Meter);

        Assert.Equal([new(1, "One", "example.1", "SKU1"), new(2, "Two", "example.2", "SKU2")], apps.Required);
        Assert.Contains("limit=200", _apple.Server.Requests[0].Query);
        Assert.Equal("?cursor=A", _apple.Server.Requests[1].Query);
        Assert.Equal(2, _apple.Meter.Total.Calls["apps"]);
        Assert.Equal(499, _apple.Meter.Total.RateLimit?.HourRemaining);
    }

    [Fact]
    public async Task ListApps_NextLeadsBack_IsUnusable()
    {
        _apple.Server.Get("/v1/apps", Json(Page([App(1, "One")], new Uri(_apple.Server.Url, "/v1/apps?cursor=A").ToString())));

        var apps = await _apple.Client.ListAppsAsync(_apple.Meter);

        Assert.Equal(AppleResultKind.Unusable, apps.Kind);
        Assert.Contains("page already read", apps.Message);
        Assert.Equal(2, _apple.Server.Requests.Count);
    }

    [Theory]
    [InlineData("https://elsewhere.example/v1/apps?cursor=A")]
    [InlineData("//elsewhere.example/v1/apps")]
    [InlineData("http://127.0.0.1:1/v1/apps?cursor=A")]
    public async Task ListApps_NextOnForeignHost_IsNotFollowed(string next)
    {
        _apple.Server.Get("/v1/apps", Json(Page([App(1, "One")], next)));

        var apps = await _apple.Client.ListAppsAsync(_apple.Meter);

        Assert.Equal(AppleResultKind.Unusable, apps.Kind);
        Assert.Contains("another host", apps.Message);
        Assert.Single(_apple.Server.Requests);
    }

    [Fact]
    public async Task AnyCall_429WithRetryAfter_IsDeferredUntilThen_AndNoCallIsMadeBefore()
    {
        _apple.Server.Get("/v1/apps", With(Error(429, "RATE_LIMIT_EXCEEDED"), "Retry-After", "90"), Json(Page([])));
        var until = _apple.Time.GetUtcNow().AddSeconds(90);

        var first = await _apple.Client.ListAppsAsync(_apple.Meter);
        var second = await _apple.Client.ListAppsAsync(_apple.Meter);
        _apple.Time.Advance(TimeSpan.FromSeconds(90));
        var third = await _apple.Client.ListAppsAsync(_apple.Meter);

        Assert.Equal((AppleResultKind.Deferred, until), (first.Kind, first.DeferredUntil));
        Assert.Equal((AppleResultKind.Deferred, until), (second.Kind, second.DeferredUntil));
        Assert.True(third.IsOk);
        Assert.Equal(2, _apple.Server.Requests.Count);
        Assert.Equal(1, _apple.Meter.Total.RateLimited);
    }

    [Fact]
    public async Task AnyCall_429WithoutRetryAfter_WaitsLongerEachTimeUpToAnHour()
    {
        _apple.Server.Get("/v1/apps", Error(429, "RATE_LIMIT_EXCEEDED"));
        var waits = new List<TimeSpan>();
        for (var i = 0; i < 8; i++)
        {
            var result = await _apple.Client.ListAppsAsync(_apple.Meter);
            waits.Add(result.DeferredUntil!.Value - _apple.Time.GetUtcNow());
            _apple.Time.Advance(waits[^1]);
        }

        Assert.InRange(waits[0], TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(2.4));
        Assert.InRange(waits[3], TimeSpan.FromMinutes(16), TimeSpan.FromMinutes(19.2));
        Assert.InRange(waits[7], TimeSpan.FromMinutes(60), TimeSpan.FromMinutes(72));
        Assert.Equal(8, _apple.Server.Requests.Count);
    }

    [Fact]
    public async Task AnyCall_429ForTheMinute_WaitsAboutAMinute()
    {
        _apple.Server.Get("/v1/apps", With(Error(429, "RATE_LIMIT_EXCEEDED"), "X-Rate-Limit", "user-hour-rem:900;user-minute-lim:250;user-minute-rem:0"));

        var result = await _apple.Client.ListAppsAsync(_apple.Meter);

        Assert.InRange(result.DeferredUntil!.Value - _apple.Time.GetUtcNow(), TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(1.2));
    }

    [Theory]
    [InlineData("user-hour-lim:3500;user-hour-rem:900;user-minute-lim:300;user-minute-rem:16", 60)]
    [InlineData("user-hour-lim:3500;user-hour-rem:12;user-minute-lim:300;user-minute-rem:200", 300)]
    [InlineData("user-hour-lim:20;user-hour-rem:5", 300)]
    public async Task AnyCall_AnswerSaysThatFewCallsAreLeft_TheNextIsNotMadeUntilThereIsRoom(string header, int seconds)
    {
        _apple.Server.Get("/v1/apps", With(Json(Page([])), "X-Rate-Limit", header), Json(Page([])));

        Assert.True((await _apple.Client.ListAppsAsync(_apple.Meter)).IsOk);
        var held = await _apple.Client.ListAppsAsync(_apple.Meter);

        Assert.Equal(AppleResultKind.Deferred, held.Kind);
        Assert.InRange((held.DeferredUntil!.Value - _apple.Time.GetUtcNow()).TotalSeconds, seconds, seconds * 1.2);
        Assert.Single(_apple.Server.Requests);
        Assert.Equal(0, _apple.Meter.Total.RateLimited);
        _apple.Time.Advance(TimeSpan.FromSeconds(seconds * 1.2));
        Assert.True((await _apple.Client.ListAppsAsync(_apple.Meter)).IsOk);
    }

    [Theory]
    [InlineData("user-hour-lim:3500;user-hour-rem:17;")]
    [InlineData("user-hour-lim:3500;user-hour-rem:-1;user-minute-lim:300;user-minute-rem:-1")]
    [InlineData("user-hour-lim:20;user-hour-rem:6")]
    public async Task AnyCall_AnswerSaysThatCallsAreLeft_TheNextIsMade(string header)
    {
        _apple.Server.Get("/v1/apps", With(Json(Page([])), "X-Rate-Limit", header));

        await _apple.Client.ListAppsAsync(_apple.Meter);

        Assert.True((await _apple.Client.ListAppsAsync(_apple.Meter)).IsOk);
    }

    [Fact]
    public async Task AnyCall_ServerFaultsThenAnswers_IsRetried()
    {
        _apple.Server.Get("/v1/apps", Html(503), Html(200), Reset(), Json(Page([App(1, "One")])));

        var apps = await _apple.Client.ListAppsAsync(_apple.Meter);

        Assert.Single(apps.Required);
        Assert.Equal(4, _apple.Meter.Total.Calls["apps"]);
    }

    [Theory]
    [InlineData(500)]
    [InlineData(403)]
    [InlineData(404)]
    public async Task AnyCall_HtmlForGood_IsTransientWhateverTheStatus(int status)
    {
        _apple.Server.Get("/v1/apps", Html(status));

        var fault = await Assert.ThrowsAsync<TransientAppleException>(() => _apple.Client.ListAppsAsync(_apple.Meter));

        Assert.Contains($"status {status}", fault.Message);
        Assert.Null(fault.InnerException);
        Assert.Equal(4, _apple.Server.Requests.Count);
    }

    [Fact]
    public async Task AnyCall_ConnectionsReset_IsTransient()
    {
        _apple.Server.Get("/v1/apps", Reset());

        await Assert.ThrowsAsync<TransientAppleException>(() => _apple.Client.ListAppsAsync(_apple.Meter));
    }

    [Fact]
    public async Task AnyCall_NobodyListens_IsTransient()
    {
        await _apple.Server.DisposeAsync();

        var fault = await Assert.ThrowsAsync<TransientAppleException>(() => _apple.Client.ListAppsAsync(_apple.Meter));

        Assert.Contains("ConnectionError", fault.Message);
    }

    [Fact]
    public async Task AnyCall_NoAnswer_TimesOutEachAttemptThenIsTransient()
    {
        var arrivals = new SemaphoreSlim(0);
        _apple.Server.Get("/v1/apps", Silence(arrivals));

        var call = _apple.Client.ListAppsAsync(_apple.Meter);
        for (var attempt = 0; attempt < 4; attempt++)
        {
            await arrivals.WaitAsync();
            _apple.Time.Advance(TimeSpan.FromSeconds(61));
        }

        var fault = await Assert.ThrowsAsync<TransientAppleException>(() => call);
        Assert.Contains("no answer in time", fault.Message);
        Assert.Equal(4, _apple.Meter.Total.Calls["apps"]);
    }

    [Fact]
    public async Task AnyCall_FailsTwentyTimesAndMore_OpensTheCircuitForAWhile()
    {
        _apple.Server.Get("/v1/apps", Status(500));
        for (var i = 0; i < 5; i++)
        {
            await Assert.ThrowsAsync<TransientAppleException>(() => _apple.Client.ListAppsAsync(_apple.Meter));
        }

        var before = _apple.Server.Requests.Count;
        _apple.Server.Get("/v1/apps", Json(Page([])));

        var refused = await Assert.ThrowsAsync<TransientAppleException>(() => _apple.Client.ListAppsAsync(_apple.Meter));
        Assert.Contains("failing too often", refused.Message);
        Assert.Equal(before, _apple.Server.Requests.Count);

        _apple.Time.Advance(TimeSpan.FromSeconds(31));
        Assert.True((await _apple.Client.ListAppsAsync(_apple.Meter)).IsOk);
    }

    [Fact]
    public async Task AnyCall_NotJson_IsUnusable()
    {
        _apple.Server.Get("/v1/apps", Text("""{"data":[{"id":"""));

        Assert.Equal(AppleResultKind.Unusable, (await _apple.Client.ListAppsAsync(_apple.Meter)).Kind);
    }

    [Theory]
    [InlineData(403, "FORBIDDEN_ERROR", AppleResultKind.Forbidden, "Sales and Reports")]
    [InlineData(403, "FORBIDDEN.REQUIRED_AGREEMENTS_MISSING_OR_EXPIRED", AppleResultKind.AgreementMissing, "account holder")]
    [InlineData(404, "NOT_FOUND", AppleResultKind.NotFound, "app 42")]
    [InlineData(409, "STATE_ERROR", AppleResultKind.Conflict, "app 42")]
    [InlineData(400, "PARAMETER_ERROR.INVALID", AppleResultKind.Rejected, "status 400")]
    [InlineData(302, "x", AppleResultKind.Rejected, "status 302")]
    public async Task AnyCall_Refused_SaysHowAndWhatToDo(int status, string code, AppleResultKind kind, string said)
    {
        _apple.Server.Get("/v1/apps/42/analyticsReportRequests", Error(status, code));

        var result = await _apple.Client.ListReportRequestsAsync(42, AccessType.Ongoing, _apple.Meter);

        Assert.Equal(kind, result.Kind);
        Assert.Contains(said, result.Message);
        Assert.Single(_apple.Server.Requests);
    }

    [Fact]
    public async Task ListReportRequests_ServerIgnoresFilter_OtherAccessTypeIsLeftOut()
    {
        _apple.Server.Get("/v1/apps/42/analyticsReportRequests", Json(Page([Request("a", accessType: "ONE_TIME_SNAPSHOT"), Request("b", stopped: true)])));

        var requests = await _apple.Client.ListReportRequestsAsync(42, AccessType.Ongoing, _apple.Meter);

        Assert.Equal([new("b", AccessType.Ongoing, true)], requests.Required);
        Assert.Contains("filter[accessType]=ONGOING", WebUtility.UrlDecode(_apple.Server.Requests[0].Query));
    }

    [Fact]
    public async Task CreateReportRequest_SendsApplesDocument()
    {
        _apple.Server.On("POST", "/v1/analyticsReportRequests", Json(new { data = Request("r-1") }, 201));

        var created = await _apple.Client.CreateReportRequestAsync(1476097583, AccessType.Ongoing, _apple.Meter);

        Assert.Equal(new("r-1", AccessType.Ongoing, false), created.Required);
        Assert.Equal(
            """{"data":{"type":"analyticsReportRequests","attributes":{"accessType":"ONGOING"},"relationships":{"app":{"data":{"type":"apps","id":"1476097583"}}}}}""",
            _apple.Server.Requests[0].Body);
        Assert.Equal("application/json", _apple.Server.Requests[0].Header("Content-Type"));
    }

    [Fact]
    public async Task DeleteReportRequest_AlreadyGone_IsOk()
    {
        Assert.True((await _apple.Client.DeleteReportRequestAsync("r-1", _apple.Meter)).IsOk);
    }

    [Fact]
    public async Task ListInstances_AsksForOneGranularity_AndLeavesOthersOut()
    {
        _apple.Server.Get("/v1/analyticsReports/r3/instances", Json(Page([Instance("i-1", "2026-11-19"), Instance("i-2", "2026-11-16", "WEEKLY"), Instance("i-3", "not a date")])));

        var instances = await _apple.Client.ListInstancesAsync("r3", Granularity.Daily, [new(2026, 11, 19), new(2026, 11, 20)], _apple.Meter);

        Assert.Equal([new("i-1", new(2026, 11, 19))], instances.Required);
        Assert.Equal("?filter[granularity]=DAILY&filter[processingDate]=2026-11-19,2026-11-20&limit=200", WebUtility.UrlDecode(_apple.Server.Requests[0].Query));
    }

    [Fact]
    public async Task ListCustomerReviews_ReadsUntilAPageHoldsAnOlderOne()
    {
        object Review(string id, string created) => new
        {
            type = "customerReviews",
            id,
            attributes = new { rating = 5, title = "T", body = "B", reviewerNickname = "N", createdDate = created, territory = "USA" },
            relationships = new { response = new { data = new { type = "customerReviewResponses", id } } },
        };
        var second = new Uri(_apple.Server.Url, "/v1/apps/42/customerReviews?cursor=2").ToString();
        var third = new Uri(_apple.Server.Url, "/v1/apps/42/customerReviews?cursor=3").ToString();
        _apple.Server.Get(
            "/v1/apps/42/customerReviews",
            Json(new
            {
                data = new[] { Review("a", "2026-11-19T23:30:00-08:00") },
                included = new[] { new { type = "customerReviewResponses", id = "a", attributes = new { responseBody = "Thanks", lastModifiedDate = "2026-11-20T01:00:00Z", state = "PUBLISHED" } } },
                links = new { next = second },
            }),
            Json(Page([Review("b", "2026-11-01T00:00:00Z")], third)),
            Json(Page([Review("c", "2026-10-01T00:00:00Z")])));

        var pages = new List<CustomerReviewPage>();
        await foreach (var page in _apple.Client.ListCustomerReviewsAsync(42, new DateTimeOffset(2026, 11, 10, 0, 0, 0, TimeSpan.Zero), _apple.Meter))
        {
            pages.Add(page.Required);
        }

        Assert.Equal(["a", "b"], pages.SelectMany(p => p.Reviews).Select(r => r.Id));
        var review = pages[0].Reviews[0];
        Assert.Equal(("Thanks", "PUBLISHED"), (review.ResponseBody, review.ResponseState));
        Assert.Equal(new DateTime(2026, 11, 20, 7, 30, 0), review.Created.UtcDateTime);
        Assert.Equal("2026-11-19T23:30:00-08:00", review.CreatedDate);
        Assert.Null(pages[1].Reviews[0].ResponseBody);
    }
}
