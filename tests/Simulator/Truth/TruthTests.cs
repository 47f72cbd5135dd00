using System.Globalization;
using System.Text.Json;

namespace AppleAnalytics.Simulator.Tests.Truth;

/// <summary>The truth against what a consumer gets who downloads everything and applies Apple's rule by hand.</summary>
public sealed class TruthTests
{
    [Theory]
    [InlineData("downloads", "App Downloads Standard", "DAILY", "Counts")]
    [InlineData("engagement", "App Store Discovery and Engagement Standard", "DAILY", "Unique Counts")]
    [InlineData("sessions", "App Sessions Standard", "DAILY", "Total Session Duration")]
    [InlineData("installs", "App Store Installation and Deletion Standard", "DAILY", "Counts")]
    [InlineData("purchases", "App Store Purchases Standard", "DAILY", "Proceeds in USD")]
    [InlineData("downloads_detailed", "App Downloads Detailed", "DAILY", "Counts")]
    [InlineData("installs_weekly", "App Store Installation and Deletion Standard", "WEEKLY", "Counts")]
    [InlineData("purchases_detailed_monthly", "App Store Purchases Detailed", "MONTHLY", "Sales in USD")]
    [InlineData("crashes", "App Crashes", "DAILY", "Crashes")]
    [InlineData("web_preview_detailed", "App Store Web Preview Engagement Detailed", "DAILY", "Counts")]
    [InlineData("subscription_state", "App Store Subscription State Report Standard", "DAILY", "Counts")]
    [InlineData("opt_in", "App Opt In", "DAILY", "Users Opting-In")]
    public async Task Truth_EqualsLatestInstanceOfAllDownloads(string table, string report, string granularity, string column)
    {
        await using var server = await Simulated.StartAsync(options => options with { RowsPerDate = 12 });
        using var client = new Client(server);
        foreach (var app in new[] { server.Apps[0], server.Apps[6 + 2], server.Apps[^1] })
        {
            if (!app.SellsPurchases && table[..2] is "pu" or "su")
            {
                continue;
            }
            var expected = await ByHandAsync(client, await client.InstancesOfAsync(app.Id, report, granularity));
            var truth = JsonDocument.Parse(await client.PlainAsync($"/simulator/truth?table={table}&app={app.Id}"))
                .RootElement.GetProperty("apps")[0].GetProperty("dates").EnumerateArray().ToList();

            Assert.Equal(expected.Keys.Order(), truth.Select(date => date.GetProperty("date").GetString()!));
            Assert.NotEmpty(truth);
            foreach (var date in truth)
            {
                var held = expected[date.GetProperty("date").GetString()!];
                Assert.Equal(held.Instance, date.GetProperty("instanceId").GetString());
                Assert.Equal(held.Rows.Count, date.GetProperty("rows").GetInt32());
                var at = held.Header.IndexOf(column);
                var sum = held.Rows.Sum(row => decimal.Parse(row.Split('\t')[at], CultureInfo.InvariantCulture));
                Assert.Equal(sum, date.GetProperty("columns").GetProperty(column).GetDecimal());
            }
            var one = truth[0].GetProperty("date").GetString()!;
            var rows = (await client.PlainAsync($"/simulator/truth/rows?table={table}&app={app.Id}&date={one}")).TrimEnd('\n').Split('\n');
            Assert.Equal(string.Join('\t', expected[one].Header), rows[0]);
            Assert.Equal(expected[one].Rows.Order(StringComparer.Ordinal), rows[1..].Order(StringComparer.Ordinal));
            var all = (await client.PlainAsync($"/simulator/truth/all?table={table}&app={app.Id}")).TrimEnd('\n').Split('\n');
            Assert.Equal(
                expected.Values.SelectMany(held => held.Rows).Order(StringComparer.Ordinal),
                all[1..].Select(line => string.Join('\t', line.Split('\t')[5..])).Order(StringComparer.Ordinal));
        }
    }

    // Apple's rule, written out: newest processing date first, and each date belongs to the first instance that has a row of it.
    private static async Task<Dictionary<string, Held>> ByHandAsync(Client client, List<JsonElement> instances)
    {
        var held = new Dictionary<string, Held>();
        foreach (var instance in instances.OrderByDescending(one => Client.Attribute(one, "processingDate"), StringComparer.Ordinal))
        {
            var lines = await client.LinesAsync(instance);
            if (lines.Count < 2)
            {
                continue;
            }
            var header = lines[0].Split('\t').ToList();
            foreach (var group in lines.Skip(1).GroupBy(line => line.Split('\t')[header.IndexOf("Date")]).Where(group => !held.ContainsKey(group.Key)).ToList())
            {
                held[group.Key] = new Held(instance.GetProperty("id").GetString()!, header, [.. group]);
            }
        }
        return held;
    }

    private sealed record Held(string Instance, List<string> Header, List<string> Rows);
}
