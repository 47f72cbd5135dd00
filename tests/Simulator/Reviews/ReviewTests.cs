using System.Globalization;
using System.Net;
using System.Text.Json;

namespace AppleAnalytics.Simulator.Tests.Reviews;

public sealed class ReviewTests
{
    [Fact]
    public async Task Reviews_ComeNewestFirstWithTheirResponses()
    {
        await using var server = await Simulated.StartAsync();
        using var client = new Client(server);
        var app = Simulated.Largest(server);
        var page = await client.JsonAsync($"/v1/apps/{app}/customerReviews?sort=-createdDate&include=response&limit=100");
        var reviews = page.GetProperty("data").EnumerateArray().ToList();
        var created = reviews.ConvertAll(review => DateTimeOffset.Parse(Client.Attribute(review, "createdDate"), CultureInfo.InvariantCulture));

        Assert.Equal(100, reviews.Count);
        Assert.Equal(created.OrderDescending(), created);
        Assert.Matches(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d-0[78]:00$", Client.Attribute(reviews[0], "createdDate"));
        Assert.All(reviews, review =>
        {
            Assert.Equal(
                ["rating", "title", "body", "reviewerNickname", "createdDate", "territory"],
                review.GetProperty("attributes").EnumerateObject().Select(member => member.Name));
            Assert.Matches("^[A-Z]{3}$", Client.Attribute(review, "territory"));
        });
        var linked = reviews.Select(review => review.GetProperty("relationships").GetProperty("response").GetProperty("data"))
            .Where(data => data.ValueKind == JsonValueKind.Object).Select(data => data.GetProperty("id").GetString()).ToList();
        Assert.Equal(linked, page.GetProperty("included").EnumerateArray().Select(response => response.GetProperty("id").GetString()));
        Assert.NotEmpty(linked);
        Assert.Contains(reviews, review => Client.Attribute(review, "body").Contains('\n'));
    }

    [Fact]
    public async Task Filters_Narrow()
    {
        await using var server = await Simulated.StartAsync();
        using var client = new Client(server);
        var app = Simulated.Largest(server);

        Assert.All(
            await client.ListAsync($"/v1/apps/{app}/customerReviews?filter[rating]=1,2&filter[territory]=USA&limit=200"),
            review => Assert.True(Client.Attribute(review, "territory") == "USA" && int.Parse(Client.Attribute(review, "rating")) <= 2));
        var responded = await client.ListAsync($"/v1/apps/{app}/customerReviews?exists[publishedResponse]=true&limit=200");
        var silent = (await client.ListAsync($"/v1/apps/{app}/customerReviews?exists[publishedResponse]=false&limit=200"))[^1];
        var response = (await client.JsonAsync($"/v1/customerReviews/{responded[0].GetProperty("id")}/response")).GetProperty("data");
        Assert.Equal("PUBLISHED", Client.Attribute(response, "state"));
        await client.ErrorAsync($"/v1/customerReviews/{silent.GetProperty("id")}/response", HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task DaysPassing_EditWithdrawAndAnswer()
    {
        await using var server = await Simulated.StartAsync();
        using var client = new Client(server);
        var app = Simulated.Largest(server);
        var texts = new Dictionary<string, HashSet<string>>();
        var dates = new Dictionary<string, HashSet<string>>();
        var states = new HashSet<string>();
        var present = new HashSet<string>();
        for (var day = 0; day < 60; day++)
        {
            server.AdvanceTo(Simulated.Today.AddDays(day));
            var page = await client.JsonAsync($"/v1/apps/{app}/customerReviews?include=response&limit=200&sort=-createdDate");
            present.Clear();
            foreach (var review in page.GetProperty("data").EnumerateArray())
            {
                var id = review.GetProperty("id").GetString()!;
                present.Add(id);
                (texts.TryGetValue(id, out var read) ? read : texts[id] = []).Add(Client.Attribute(review, "body"));
                (dates.TryGetValue(id, out var created) ? created : dates[id] = []).Add(Client.Attribute(review, "createdDate"));
            }
            states.UnionWith(page.GetProperty("included").EnumerateArray().Select(response => Client.Attribute(response, "state")));
        }
        var oldestPresent = present.Min(id => dates[id].Single());

        Assert.Contains(texts.Values, read => read.Count == 2);
        Assert.All(dates.Values, created => Assert.Single(created));
        Assert.Contains(dates, review => !present.Contains(review.Key) && string.CompareOrdinal(review.Value.Single(), oldestPresent) > 0);
        Assert.Equal(["PENDING_PUBLISH", "PUBLISHED"], states.Order());
    }

    [Fact]
    public async Task ReviewTruth_EqualsTheApi()
    {
        await using var server = await Simulated.StartAsync();
        using var client = new Client(server);
        var app = Simulated.Largest(server);
        var truth = JsonDocument.Parse(await client.PlainAsync($"/simulator/truth/reviews?app={app}")).RootElement.EnumerateArray().ToList();
        var api = await client.ListAsync($"/v1/apps/{app}/customerReviews?limit=200&sort=-createdDate");

        Assert.Equal(
            api.Select(review => (review.GetProperty("id").GetString(), Client.Attribute(review, "title"), Client.Attribute(review, "body"))),
            truth.Select(review => (review.GetProperty("id").GetString(), review.GetProperty("title").ToString(), review.GetProperty("body").ToString())));
    }
}
