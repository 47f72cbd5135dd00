using System.Net.Http.Json;
using System.Text.Json;
using AppleAnalytics.Apple;
using AppleAnalytics.Lake;
using AppleAnalytics.Simulator;

namespace AppleAnalytics.Reviews;

/// <summary>A fortnight of an app with more reviews than a page holds, some of them edited, answered or withdrawn weeks later.</summary>
public sealed class SimulatedReviewsTests
{
    static readonly DateOnly First = new(2026, 11, 6);

    [Fact]
    public async Task A_fortnight_EndsWithWhatAppleHas_ForOneCallADayAndTheSweeps()
    {
        var time = new ManualTime();
        await using var server = await SimulatorServer.StartAsync(new()
        {
            Apps = 1, NewApps = 0, RowsPerDate = 20, RequestAgeDays = 1, Today = First, ReviewsFrom = First.AddDays(-210), Clock = time,
        });
        var app = server.Apps[0].Id;
        var key = server.Credentials;
        await using var rooms = new Rooms(server.BaseAddress, key.KeyId, key.IssuerId, key.PrivateKeyPem, time);
        var curator = rooms.Get<ReviewsCurator>();
        var places = new Dictionary<string, DateOnly>();
        var calls = new List<int>();
        for (var day = First; day <= First.AddDays(14); day = day.AddDays(1))
        {
            server.AdvanceTo(day);
            var outcome = await curator.RunAsync(new(app, day, day));
            Assert.Empty(outcome.Findings);
            calls.Add(outcome.Usage.Calls["customerReviews"]);
            foreach (var (id, date, _) in await KnownAsync(rooms, app))
            {
                Assert.Equal(date, places.TryGetValue(id, out var before) ? before : places[id] = date);
            }
        }

        var known = await KnownAsync(rooms, app);
        Assert.InRange(known.Count, 201, 400);
        Assert.Equal([2, 1, 1, 1, 1, 1, 1, 2, 1, 1, 1, 1, 1, 1, 2], calls);
        Assert.Equal(await TruthAsync(server, app), known.Where(k => k.Review.DeletedAt is null).Select(k => (k.Id, k.Review.Body, k.Review.ResponseBody)).Order());
        Assert.Contains(known, k => k.Review.DeletedAt > k.Date.AddDays(20));
        Assert.Contains(known, k => k.Review.ResponseModified > k.Review.Created.AddDays(20));
    }

    static async Task<List<(string Id, DateOnly Date, KnownReview Review)>> KnownAsync(Rooms rooms, long app)
    {
        var known = new List<(string, DateOnly, KnownReview)>();
        await foreach (var file in rooms.Get<ObjectStore>().ListAsync($"state/reviews/app_id={app}/2"))
        {
            var date = (await rooms.Get<ObjectStore>().ReadJsonAsync<ReviewsOfDate>(file.Key))!;
            known.AddRange(date.Reviews.Select(r => (r.Key, date.Date, r.Value)));
        }

        return known;
    }

    static async Task<IEnumerable<(string, string?, string?)>> TruthAsync(SimulatorServer server, long app)
    {
        using var http = new HttpClient { BaseAddress = server.BaseAddress };
        var truth = await http.GetFromJsonAsync<JsonElement>($"/simulator/truth/reviews?app={app}");
        return truth.EnumerateArray()
            .Select(r => (r.GetProperty("id").GetString()!, r.GetProperty("body").GetString(), r.GetProperty("response") is { ValueKind: JsonValueKind.Object } a ? a.GetProperty("responseBody").GetString() : null))
            .Order().ToList();
    }
}
