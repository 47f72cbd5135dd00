using AppleAnalytics.Coverage;
using AppleAnalytics.Reports;
using AppleAnalytics.Requests;
using AppleAnalytics.Runs;
using AppleAnalytics.Simulator;
using Microsoft.Extensions.DependencyInjection;

namespace AppleAnalytics.Functions.Orchestrations;

/// <summary>How apps stand, in words: read from the lake after runs against every kind of app.</summary>
public sealed class AppStatusTests
{
    [Fact]
    public async Task Statuses_EveryKindOfApp_SayHowItStandsAndWhatToDo()
    {
        await using var pipeline = await Pipeline.StartAsync(
            new() { Apps = 6, NewApps = 2, RowsPerDate = 20, RequestAgeDays = 3 }, false, ("Reports:Tables", "purchases"));
        var apps = pipeline.Apple.Apps;
        var (ready, missing, ghost) = (apps[0], apps[1], apps[2]);
        var (fresh, quiet) = (apps.Single(a => a.IsNew && a.SellsPurchases), apps.Single(a => a.IsNew && !a.SellsPurchases));
        pipeline.Apple.SetAgreementsMissing(missing.Id, on: true);
        pipeline.Apple.SetGhost(ghost.Id, ReportAccess.Ongoing, on: true);
        await pipeline.RunAsync(RunRequests.Daily(Pipeline.FirstDay));

        var first = await StatusesAsync(pipeline, "purchases");
        Assert.Equal(apps.Select(a => a.Id).Order(), first.Keys);
        Assert.Equal((AppCondition.Ready, 1, ""), (first[ready.Id].Condition, first[ready.Id].Tables, first[ready.Id].WhatToDo));
        Assert.NotNull(first[ready.Id].NewestDate);
        Assert.Equal((AppCondition.AgreementMissing, "The account holder must accept the agreement in App Store Connect under Business."), (first[missing.Id].Condition, first[missing.Id].WhatToDo));
        Assert.Equal(AppCondition.Ghost, first[ghost.Id].Condition);
        Assert.Contains("Apple Developer Support", first[ghost.Id].WhatToDo, StringComparison.Ordinal);
        Assert.Equal((AppCondition.WaitingForFirstData, Pipeline.FirstDay), (first[fresh.Id].Condition, first[fresh.Id].Since));
        Assert.Contains(Pipeline.FirstDay.AddDays(2).ToString("yyyy-MM-dd", null), first[fresh.Id].WhatToDo, StringComparison.Ordinal);
        Assert.Equal(AppCondition.WaitingForFirstData, first[quiet.Id].Condition);

        // Three days on: the agreement is accepted, the ghost is gone, one new app has data, the other nothing to report.
        pipeline.Apple.SetAgreementsMissing(missing.Id, on: false);
        pipeline.Apple.SetGhost(ghost.Id, ReportAccess.Ongoing, on: false);
        for (var day = 0; day < 3; day++)
        {
            pipeline.NextDay();
        }

        await pipeline.SucceedAsync(RunRequests.Daily(Pipeline.FirstDay.AddDays(3)));
        var later = await StatusesAsync(pipeline, "purchases");
        Assert.Equal(
            [AppCondition.Ready, AppCondition.Ready, AppCondition.Ready, AppCondition.Ready, AppCondition.NoUsersYet],
            new[] { ready, missing, fresh, ghost, quiet }.Select(a => later[a.Id].Condition));

        // The key sees one app less for more than a week.
        Assert.Equal(AppCondition.Gone, (await StatusesAsync(pipeline, "purchases", days: 12))[ready.Id].Condition);
    }

    [Fact]
    public async Task Statuses_StoppedAndRefusedApps_SaySo()
    {
        await using var pipeline = await Pipeline.StartAsync(
            new() { Apps = 2, NewApps = 1, RowsPerDate = 20, RequestAgeDays = 3, Faults = new() { WrongMd5Every = 1 } });
        var sales = pipeline.Apple.CredentialsFor(SimulatorRole.SalesAndReports);
        await using var reader = await Pipeline.StartAsync(null, false, ("Apple:BaseUrl", pipeline.Apple.BaseAddress.ToString()),
            ("Apple:IssuerId", sales.IssuerId!), ("Apple:KeyId", sales.KeyId), ("Apple:PrivateKey", sales.PrivateKeyPem));
        var (old, fresh) = (pipeline.Apple.Apps.Single(a => !a.IsNew), pipeline.Apple.Apps.Single(a => a.IsNew));
        pipeline.Apple.StopRequest(old.Id, ReportAccess.Ongoing);
        await reader.RunAsync(RunRequests.Daily(Pipeline.FirstDay));
        var statuses = await StatusesAsync(reader, "downloads");

        Assert.Equal((AppCondition.Stopped, Pipeline.FirstDay), (statuses[old.Id].Condition, statuses[old.Id].Since));
        Assert.Contains("makes it anew", statuses[old.Id].WhatToDo, StringComparison.Ordinal);
        Assert.Equal(AppCondition.Refused, statuses[fresh.Id].Condition);
        Assert.Contains("role Admin", statuses[fresh.Id].WhatToDo, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Statuses_DateMissedInTheMiddle_IsCountedWithWhatBringsIt()
    {
        await using var pipeline = await Pipeline.StartAsync(
            new() { Apps = 1, NewApps = 0, RowsPerDate = 20, RequestAgeDays = 14, SkippedDate = Pipeline.FirstDay.AddDays(-7) }, false, ("Reports:Tables", "downloads"));
        await pipeline.SucceedAsync(RunRequests.Daily(Pipeline.FirstDay));
        var status = (await StatusesAsync(pipeline, "downloads")).Values.Single();

        Assert.Equal((AppCondition.Ready, 1, 1), (status.Condition, status.Missed, status.Fillable));
        Assert.Contains("backfill --snapshot", status.WhatToDo, StringComparison.Ordinal);
    }

    static async Task<SortedDictionary<long, AppStatus>> StatusesAsync(Pipeline pipeline, string table, int days = 0) =>
        new((await pipeline.Host.Services.GetRequiredService<AppStatuses>().ReadAsync([table], pipeline.Apple.Today.AddDays(days))).ToDictionary(s => s.Id));
}
