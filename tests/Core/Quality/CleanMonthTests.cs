using AppleAnalytics.Apple;
using AppleAnalytics.Curation;
using AppleAnalytics.Lake;
using AppleAnalytics.Landing;
using AppleAnalytics.Reports;
using AppleAnalytics.Requests;
using AppleAnalytics.Simulator;

namespace AppleAnalytics.Quality;

/// <summary>A month as Apple delivers it when nothing is wrong: the gate has nothing to say about it.</summary>
public sealed class CleanMonthTests
{
    const int Days = 35;

    static readonly DateOnly Today = new(2026, 11, 20);

    [Fact]
    public async Task Gate_MonthWithRestatementsCorrectionsAndFloors_WarnsOfNothing()
    {
        var time = new ManualTime();
        await using var apple = await SimulatorServer.StartAsync(new()
        {
            Apps = 12, NewApps = 0, RowsPerDate = 40, RequestAgeDays = 60, Today = Today, Clock = time,
        });
        var key = apple.Credentials;
        await using var rooms = new Rooms(apple.BaseAddress, key.KeyId, key.IssuerId, key.PrivateKeyPem, time);
        var (large, small) = (apple.Apps.First(a => a.SellsPurchases), apple.Apps.First(a => a.IsTiny));
        var reports = (await Task.WhenAll(DeliverAsync(rooms, large.Id), DeliverAsync(rooms, small.Id))).SelectMany(r => r).ToList();

        Assert.InRange(reports.Count, 9 * Days * 9 / 10, 10 * Days);
        Assert.Empty(reports.SelectMany(r => r.Findings.Select(f => $"{r.Table} {r.AppId} {r.ProcessingDate:yyyy-MM-dd} {f.Rule}: {f.Message}")));
        Assert.All(reports, r => Assert.InRange(r.Score, 0.95, 1));

        // It was no month without restatements, corrections of complete dates, and floors.
        bool Restated(AuditedDate d) => d.ComparedWith is { } before && before.Sums.Any(s => d.Sums[s.Key] != s.Value);
        var restated = reports.SelectMany(r => r.Dates.Where(Restated).Select(d => (Table: ReportCatalogue.Get(r.Table), Date: d))).ToList();
        Assert.True(restated.Count > 100, $"{restated.Count} dates were restated.");
        Assert.Contains(restated, d => DeliveryWindow.IsComplete(d.Table, d.Date.Date, d.Date.ComparedWith!.Vintage));
        var held = reports.Where(r => r.AppId == small.Id && r.Table == "sessions").SelectMany(r => r.Dates.Select(d => d.Date)).Distinct().Count();
        Assert.InRange(held, 1, Days - 1);
    }

    static async Task<List<QualityReport>> DeliverAsync(Rooms rooms, long app)
    {
        var reports = new List<QualityReport>();
        var ensured = await rooms.Get<RequestEnsurer>().RunAsync(new(app, AccessType.Ongoing));
        foreach (var table in ReportCatalogue.DefaultTables)
        {
            var found = await rooms.Get<InstanceFinder>().RunAsync(new()
            {
                AppId = app, Table = table.Name, RequestId = ensured.RequestId!, AccessType = AccessType.Ongoing, RequestSequence = 1, Today = Today,
            });
            foreach (var instance in found.Instances.OrderBy(i => i.ProcessingDate))
            {
                await rooms.Get<InstanceLander>().RunAsync(instance);
                var curated = await rooms.Get<InstancePublisher>().RunAsync(new(instance, new(), Today));
                Assert.True(curated.State != InstanceOutcome.Failed, curated.Message);
                if (await rooms.Get<ObjectStore>().ReadJsonAsync<QualityReport>(LakeLayout.Quality(table.Name, instance.ProcessingDate, app, instance.InstanceId)) is { } report)
                {
                    reports.Add(report);
                }
            }
        }

        return reports;
    }
}
