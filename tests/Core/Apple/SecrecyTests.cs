using AppleAnalytics.Landing;
using AppleAnalytics.Security;
using static AppleAnalytics.Apple.Answers;

namespace AppleAnalytics.Apple;

public sealed class SecrecyTests
{
    [Fact]
    public async Task LogsMessagesAndExceptions_WhateverFails_HoldNoTokenKeyOrPresignedQuery()
    {
        await using var apple = await AppleHarness.StartAsync();
        var content = Gzip.Of("Date\tCounts\n");
        var text = new List<string>();
        apple.Server.Get("/v1/apps", async context =>
        {
            // A server that repeats what it was sent.
            var echo = context.Request.Headers.Authorization.ToString() + " " + apple.DownloadUrl();
            await Error(400, "PARAMETER_ERROR", echo)(context);
        });
        apple.Server.Get("/v1/analyticsReportInstances/i-1/segments", Json(Page([Segment("s-1", apple.DownloadUrl(), content)])));
        apple.Server.Get("/v1/analyticsReportSegments/s-1", Json(new { data = Segment("s-1", apple.DownloadUrl(), content) }));
        apple.Server.Get("/files/0.csv.gz", CutAfter(content, 3, Task.CompletedTask), Status(403), Status(500));
        var instance = new InstanceReference
        {
            Table = "downloads", AppId = 42, RequestId = "r-1", AccessType = Reports.AccessType.Ongoing, RequestSequence = 1, ProcessingDate = new(2026, 11, 20), InstanceId = "i-1",
        };

        text.Add((await apple.Client.ListAppsAsync(apple.Meter)).ToString());
        text.Add((await Assert.ThrowsAsync<TransientAppleException>(() => apple.Get<InstanceLander>().RunAsync(instance))).ToString());
        text.Add((await apple.Client.GetSegmentAsync("s-1", apple.Meter)).ToString());
        text.Add(apple.Get<AppleOptions>().ToString());
        text.Add((await apple.Get<AppleKeySource>().GetAsync()).ToString());
        await apple.Server.DisposeAsync();
        text.Add((await Assert.ThrowsAsync<TransientAppleException>(() => apple.Client.ListAppsAsync(apple.Meter))).ToString());
        text.AddRange(apple.Logs.Lines);

        var key = apple.Get<AppleOptions>().PrivateKey!.Split('\n')[1];
        Assert.All(text, line =>
        {
            Assert.DoesNotContain("SECRETSIGNATURE", line, StringComparison.Ordinal);
            Assert.DoesNotContain("eyJ", line, StringComparison.Ordinal);
            Assert.DoesNotContain("Bearer ey", line, StringComparison.Ordinal);
            Assert.DoesNotContain(key, line, StringComparison.Ordinal);
        });
        Assert.Contains(text, line => line.Contains("[token]", StringComparison.Ordinal));
        Assert.Contains(apple.Logs.Lines, line => line.Contains("/v1/apps", StringComparison.Ordinal));
    }
}
