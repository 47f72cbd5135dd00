using System.Globalization;
using System.Text.Json;

namespace AppleAnalytics.Simulator.Tests.Data;

public sealed class InstanceTests
{
    private const string Downloads = "App Downloads Standard";
    private const string Sessions = "App Sessions Standard";

    [Fact]
    public async Task Instances_AreThoseOfThirtyFiveDays()
    {
        await using var server = await Simulated.StartAsync();
        using var client = new Client(server);
        var app = Simulated.Largest(server);
        var dates = (await client.InstancesOfAsync(app, Downloads)).Select(instance => Client.Attribute(instance, "processingDate")).ToList();

        Assert.Equal(35, dates.Count);
        Assert.Equal(("2026-10-17", "2026-11-20"), (dates[0], dates[^1]));
        server.AdvanceTo(Simulated.Today.AddDays(1));
        Assert.Equal("2026-10-18", Client.Attribute((await client.InstancesOfAsync(app, Downloads))[0], "processingDate"));
        var one = await client.ListAsync(
            $"/v1/analyticsReports/{await client.ReportOfAsync(app, Downloads)}/instances?filter[granularity]=DAILY&filter[processingDate]=2026-11-01,2026-11-02");
        Assert.Equal(2, one.Count);
    }

    [Fact]
    public async Task DailyInstance_HoldsSeveralDatesAndRestatesThem()
    {
        await using var server = await Simulated.StartAsync(options => options with { RowsPerDate = 400 });
        using var client = new Client(server);
        var instances = (await client.InstancesOfAsync(Simulated.Largest(server), Sessions))[^6..];
        var rows = new List<(string Processed, string Date, string Row)>();
        foreach (var instance in instances)
        {
            var lines = await client.LinesAsync(instance);
            rows.AddRange(lines.Skip(1).Select(line => (Client.Attribute(instance, "processingDate"), line[..10], line)));
        }
        var newest = rows.Where(row => row.Processed == "2026-11-20").Select(row => row.Date).Distinct().Order().ToList();
        var versions = rows.Where(row => row.Date == "2026-11-15").GroupBy(row => row.Processed).ToDictionary(
            group => group.Key, group => group.Select(row => row.Row).ToHashSet());
        var early = versions["2026-11-16"];
        var late = versions["2026-11-20"];

        Assert.Equal(5, newest.Count);
        Assert.Equal("2026-11-15", newest[0]);
        Assert.NotEmpty(early.Except(late));
        Assert.NotEmpty(late.Except(early));
        Assert.True(early.Intersect(late).Count() > early.Count * 8 / 10);
    }

    [Fact]
    public async Task WeeklyAndMonthly_ComeOnTheirDays()
    {
        await using var server = await Simulated.StartAsync();
        using var client = new Client(server);
        var app = Simulated.Largest(server);
        var weekly = await client.InstancesOfAsync(app, Sessions, "WEEKLY");
        var monthly = await client.InstancesOfAsync(app, Sessions, "MONTHLY");

        Assert.Equal(5, weekly.Count);
        Assert.All(weekly, instance => Assert.Equal(DayOfWeek.Friday, DateOf(instance).DayOfWeek));
        Assert.StartsWith("2026-11-09\t", (await client.LinesAsync(weekly[^1]))[1], StringComparison.Ordinal);
        Assert.Equal("2026-11-05", Client.Attribute(Assert.Single(monthly), "processingDate"));
        Assert.All((await client.LinesAsync(monthly[0])).Skip(1), line => Assert.StartsWith("2026-10-01\t", line, StringComparison.Ordinal));
        Assert.Empty(await client.InstancesOfAsync(app, Downloads, "WEEKLY"));
        Assert.NotEmpty(await client.InstancesOfAsync(app, "App Downloads Detailed", "WEEKLY"));
    }

    [Fact]
    public async Task TinyApp_MissesUsageReportsUnderTheFloor()
    {
        await using var server = await Simulated.StartAsync();
        using var client = new Client(server);
        var tiny = server.Apps.First(app => app.IsTiny).Id;
        var held = new HashSet<string>();
        foreach (var instance in await client.InstancesOfAsync(tiny, Sessions))
        {
            held.UnionWith((await client.LinesAsync(instance)).Skip(1).Select(line => line[..10]));
        }

        Assert.InRange(held.Count, 10, 34);
        Assert.Empty(await client.InstancesOfAsync(server.Apps.First(app => !app.SellsPurchases).Id, "App Store Purchases Standard"));
    }

    [Fact]
    public async Task SmallApps_AlsoDeliverHeadersOnlyAndNothing()
    {
        await using var server = await Simulated.StartAsync(options => options with { RowsPerDate = 10 });
        using var client = new Client(server);
        var (headerOnly, empty) = (0, 0);
        foreach (var app in server.Apps.Skip(4).Where(app => !app.IsNew))
        {
            foreach (var instance in await client.InstancesOfAsync(app.Id, Downloads))
            {
                var segments = await client.SegmentsOfAsync(instance);
                empty += segments.Count == 0 ? 1 : 0;
                headerOnly += segments.Count == 1 && Client.Attribute(segments[0], "sizeInBytes").Length < 4
                    && Client.Gunzip(await client.DownloadAsync(segments[0])).Count(letter => letter == '\n') == 1 ? 1 : 0;
            }
        }

        Assert.True(headerOnly > 0 && empty > 0, $"{headerOnly} header only, {empty} empty");
    }

    [Fact]
    public async Task Files_AreTabSeparatedUtf8WithAHeaderInEverySegment()
    {
        await using var server = await Simulated.StartAsync(options => options with { RowsPerDate = 300 });
        using var client = new Client(server);
        var app = server.Apps[0];
        var instances = await client.InstancesOfAsync(app.Id, "App Store Purchases Standard");
        var segments = (await Task.WhenAll(instances.Select(client.SegmentsOfAsync))).OrderByDescending(all => all.Count).First();

        Assert.InRange(segments.Count, 2, 4);
        foreach (var segment in segments)
        {
            var lines = Client.Gunzip(await client.DownloadAsync(segment)).TrimEnd('\n').Split('\n');
            var header = lines[0].Split('\t');
            Assert.Equal(
                "Date,App Name,App Apple Identifier,Purchase Type,Content Name,Content Apple Identifier,Payment Method,Device,Platform Version,"
                + "Source Type,Page Type,App Download Date,Pre-Order,Territory,Purchases,Proceeds in USD,Sales in USD,Paying Users",
                string.Join(',', header));
            Assert.All(lines, line => Assert.Equal(header.Length, line.Split('\t').Length));
            Assert.All(lines.Skip(1), line =>
            {
                var cells = line.Split('\t');
                Assert.Equal(app.Name, cells[1]);
                Assert.Equal(app.Id.ToString(), cells[2]);
                Assert.Matches("^[A-Z]{2}$", cells[13]);
                Assert.Matches(@"^-?[0-9]+\.[0-9]{2,4}$", cells[15]);
                Assert.Equal(cells[14][0] == '-', cells[16][0] == '-');
            });
        }
    }

    [Theory]
    [InlineData("App Crashes", "Date,App Name,App Apple Identifier,App Version,Device,Platform Version,Crashes,Unique Devices")]
    [InlineData("App Store Pre-Orders Detailed", "Date,App Name,App Apple Identifier,Device,Platform Version,Source Type,Source Info,Campaign,Page Type,Page Title,Territory,Pre-Order Start Date,Pre-Order End Date,Pre-Orders Placed,Pre-Orders Canceled")]
    [InlineData("App Clip Usage Standard", "Date,App Name,App Apple Identifier,App Clip Event Type,Source Type,App Version,Device,Platform Version,Territory,Counts,Total Session Duration,Unique Devices")]
    [InlineData("App Store Subscription Event Report Standard", "Event Date,App Name,App Apple Identifier,Event Group,Event Name,Subscription Name,Subscription Identifier,Subscription Duration,Billing Frequency,Billing Period,Subscription Group,Subscription Group Identifier,Offer Type,Offer Name,Offer ID,Vanity Code,Offer Pricing,Offer Duration,Plan Change Type,Previous Subscription Name,Previous Subscription Identifier,Family Sharing,Cancellation Reason,Churn Tenure,Paid Service Days Recovered,App Download Source Type,Page Type,Pre-Order,Original Purchase Device,Territory,Counts")]
    public async Task SmallerReports_HaveApplesHeader(string report, string header)
    {
        await using var server = await Simulated.StartAsync();
        using var client = new Client(server);
        foreach (var app in server.Apps.Where(app => !app.IsNew))
        {
            foreach (var instance in (await client.InstancesOfAsync(app.Id, report)).TakeLast(3))
            {
                var lines = await client.LinesAsync(instance);
                if (lines.Count > 1)
                {
                    Assert.Equal(header, lines[0].Replace('\t', ','));
                    Assert.All(lines, line => Assert.Equal(lines[0].Count(letter => letter == '\t'), line.Count(letter => letter == '\t')));
                    return;
                }
            }
        }
        Assert.Fail("No app has this report.");
    }

    [Fact]
    public async Task Purchases_HoldRefundsAndForeignText()
    {
        await using var server = await Simulated.StartAsync(options => options with { RowsPerDate = 300 });
        using var client = new Client(server);
        var text = await client.PlainAsync($"/simulator/truth/all?table=purchases&app={server.Apps[0].Id}");

        Assert.Contains("\t-1\t-", text, StringComparison.Ordinal);
        Assert.Contains("夏のパック", text, StringComparison.Ordinal);
        Assert.Contains("In-app purchase\t", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(SnapshotShape.OneInstance, 1)]
    [InlineData(SnapshotShape.ManyInstances, 3)]
    public async Task Snapshot_ReachesBackAndIsDatedByItsCreation(SnapshotShape shape, int count)
    {
        await using var server = await Simulated.StartAsync(options => options with { SnapshotShape = shape, HistoryDays = 70 });
        using var client = new Client(server);
        var app = Simulated.Largest(server);
        using var created = await client.PostRequestAsync(app, "ONE_TIME_SNAPSHOT");
        server.AdvanceTo(Simulated.Today.AddDays(1));
        Assert.Empty(await client.InstancesOfAsync(app, Downloads, "DAILY", "ONE_TIME_SNAPSHOT"));
        server.AdvanceTo(Simulated.Today.AddDays(2));
        var instances = await client.InstancesOfAsync(app, Downloads, "DAILY", "ONE_TIME_SNAPSHOT");
        var dates = new HashSet<string>();
        foreach (var instance in instances)
        {
            dates.UnionWith((await client.LinesAsync(instance)).Skip(1).Select(line => line[..10]));
        }

        Assert.Equal(count, instances.Count);
        Assert.All(instances, instance => Assert.Equal(Simulated.Today, DateOf(instance)));
        Assert.Equal(70, dates.Count);
        Assert.Equal(("2026-09-11", "2026-11-19"), (dates.Min(), dates.Max()));
    }

    [Fact]
    public async Task SameSeedAndDay_GiveTheSameBytesInWhateverOrder()
    {
        await using var first = await Simulated.StartAsync();
        await using var second = await Simulated.StartAsync(options => options with { Today = Simulated.Today.AddDays(-4) });
        await using var other = await Simulated.StartAsync(options => options with { Seed = 2 });
        using var a = new Client(first);
        using var b = new Client(second);
        Assert.Equal(first.Apps, second.Apps);
        Assert.NotEqual(first.Apps, other.Apps);
        second.AdvanceTo(Simulated.Today);
        foreach (var app in first.Apps.Where(app => !app.IsNew).Reverse().Take(3))
        {
            var ids = (await a.InstancesOfAsync(app.Id, Downloads)).ConvertAll(instance => instance.GetProperty("id").GetString());
            Assert.Equal(ids, (await b.InstancesOfAsync(app.Id, Downloads)).ConvertAll(instance => instance.GetProperty("id").GetString()));

            // The second server has listed nothing of these instances and is asked backwards.
            foreach (var id in ids.AsEnumerable().Reverse().Take(4))
            {
                var mine = await a.ListAsync($"/v1/analyticsReportInstances/{id}/segments");
                var theirs = await b.ListAsync($"/v1/analyticsReportInstances/{id}/segments");
                Assert.Equal(mine.Select(Checksum), theirs.Select(Checksum));
            }
        }
    }

    private static string Checksum(JsonElement segment) => segment.GetProperty("id").GetString() + Client.Attribute(segment, "checksum");

    private static DateOnly DateOf(JsonElement instance) =>
        DateOnly.ParseExact(Client.Attribute(instance, "processingDate"), "yyyy-MM-dd", CultureInfo.InvariantCulture);
}
