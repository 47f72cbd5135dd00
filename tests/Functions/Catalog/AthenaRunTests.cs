using AppleAnalytics.AthenaDouble;
using AppleAnalytics.Lake;
using AppleAnalytics.Runs;

namespace AppleAnalytics.Functions.Catalog;

public sealed class AthenaRunTests
{
    [Fact]
    public async Task Run_Twice_DeclaresAndRegistersOnce()
    {
        await using var app = await AthenaPipeline.StartAsync();

        var first = await app.RunAsync();

        Assert.True(first.State == RunState.Succeeded, string.Join('\n', first.Failures));
        Assert.Equal(39, app.Tables.Count);
        var published = await app.PublishedAsync("downloads");
        Assert.Equal(published, app.Tables["curated_downloads"].Partitions.Keys);
        Assert.All(app.Tables["curated_downloads"].Partitions, p => Assert.Equal($"s3://bucket/lake/curated/downloads/dt={p.Key.Split('/')[0]}/app_id={p.Key.Split('/')[1]}/", p.Value));
        Assert.Equal(6, app.Tables["raw_downloads"].Partitions.Count);
        Assert.Equal(published.Count + 6, first.Registration!.Registered);
        Assert.Equal((39, 0, 0), (first.Registration.TablesDeclared, first.Registration.Failed, first.Registration.Waiting));
        Assert.True(first.Registration.Queries > 40 && first.Registration.BytesScanned > 0);
        var check = Assert.Single(first.Registration.Checks);
        Assert.Equal(("downloads", 0, 0, published.Count), (check.Table, check.Missing, check.Different, check.Partitions));
        Assert.Equal(first.Rows.Published, check.Rows);
        Assert.True(app.Athena.Peak is { All: <= 5, OfOneTable: 1 }, app.Athena.Peak.ToString());
        Assert.Empty(await app.KeysAsync(LakeLayout.UnregisteredRoot));
        Assert.Empty(await app.KeysAsync("state/catalog/statements/"));

        app.Athena.Statements.Clear();
        var second = await app.RunAgainAsync();

        Assert.True(second.State == RunState.Succeeded, string.Join('\n', second.Failures));
        Assert.All(app.Athena.Statements, sql => Assert.StartsWith("SELECT", sql, StringComparison.Ordinal));
        Assert.Equal((0, 0, 2), (second.Registration!.Registered, second.Registration.TablesDeclared, second.Registration.Queries));
        Assert.Empty(second.Registration.Differences);
    }

    [Fact]
    public async Task Run_HostEndsAmongStatements_GoesOnAndRunsNoneTwice()
    {
        await using var app = await AthenaPipeline.StartAsync();
        await app.Pipeline.StartAsync(RunRequests.Daily(Pipeline.FirstDay));
        foreach (var statements in new[] { 1, 20, 41 })
        {
            await app.Athena.WhenAsync(statements).WaitAsync(TimeSpan.FromSeconds(30));
            await app.Pipeline.RestartAsync();
        }

        await app.Pipeline.SucceededAsync(RunIds.Daily(Pipeline.FirstDay));

        Assert.Equal(await app.PublishedAsync("downloads"), app.Tables["curated_downloads"].Partitions.Keys);
        Assert.Empty(await app.KeysAsync(LakeLayout.UnregisteredRoot));
        Assert.Equal(app.Athena.Statements.Count, app.Athena.Statements.Distinct().Count());
    }

    [Theory]
    [InlineData(20261130)]
    [InlineData(7)]
    public async Task Run_FaultsAtRandom_LoseNothing(int seed)
    {
        await using var app = await AthenaPipeline.StartAsync(("Reports:Tables", "downloads,sessions"));
        var random = new Random(seed);
        string[] places = ["CREATE DATABASE", "`curated_downloads` (", "`raw_sessions` (", "`curated_downloads` ADD", "`curated_sessions` ADD", "`raw_downloads` ADD", "SELECT \"dt\", \"app_id\"", "$partitions"];
        for (var i = 0; i < 10; i++)
        {
            app.Athena.Inject(places[random.Next(places.Length)], (QueryFaultKind)random.Next(6), $"fault {i} of seed {seed}", random.Next(1, 4));
        }

        await app.RunAsync();
        app.Athena.Faults.Clear();
        var report = await app.RunAgainAsync();

        Assert.True(report.State == RunState.Succeeded, $"seed {seed}: {string.Join('\n', report.Failures)}");
        Assert.Equal(await app.PublishedAsync("downloads"), app.Tables["curated_downloads"].Partitions.Keys);
        Assert.Equal(await app.PublishedAsync("sessions"), app.Tables["curated_sessions"].Partitions.Keys);
        Assert.Equal((6, 6), (app.Tables["raw_downloads"].Partitions.Count, app.Tables["raw_sessions"].Partitions.Count));
        Assert.Empty(await app.KeysAsync(LakeLayout.UnregisteredRoot));
    }

    [Fact]
    public async Task Run_Reviews_AreRegisteredAndCounted()
    {
        await using var app = await AthenaPipeline.StartAsync(("Reports:Tables", "reviews"));

        var report = await app.RunAsync();

        Assert.True(report.State == RunState.Succeeded, string.Join('\n', report.Failures));
        Assert.Equal(await app.PublishedAsync("reviews"), app.Tables["curated_reviews"].Partitions.Keys);
        Assert.Equal((0, 0), (report.Registration!.Checks.Single().Missing, report.Registration.Checks.Single().Different));
    }

    [Theory]
    [InlineData(QueryFaultKind.Failed, "Insufficient permissions to execute the query", "Insufficient permissions")]
    [InlineData(QueryFaultKind.Cancelled, "a person stopped it", "cancelled: a person stopped it")]
    [InlineData(QueryFaultKind.Endless, "", "within 20 minutes")]
    public async Task Run_RegistrationGoesWrong_KeepsTheMarkersSaysWhyAndTheNextRunRepairs(QueryFaultKind kind, string reason, string expected)
    {
        await using var app = await AthenaPipeline.StartAsync();
        app.Athena.Inject("ALTER TABLE `appstore`.`curated_downloads` ADD", kind, reason);

        var first = await app.RunAsync();

        Assert.Equal(RunState.Partial, first.State);
        Assert.Contains(first.Failures, f => f.Message.Contains(expected, StringComparison.Ordinal) && f.Message.Contains("curated_downloads", StringComparison.Ordinal));
        var published = await app.PublishedAsync("downloads");
        Assert.Equal(published.Count, first.Registration!.Failed);
        Assert.Equal(published.Count, (await app.KeysAsync(LakeLayout.UnregisteredRoot)).Count);
        Assert.Empty(app.Tables["curated_downloads"].Partitions);
        Assert.Equal(6, app.Tables["raw_downloads"].Partitions.Count);

        var second = await app.RunAgainAsync();

        Assert.True(second.State == RunState.Succeeded, string.Join('\n', second.Failures));
        Assert.Equal(published, app.Tables["curated_downloads"].Partitions.Keys);
        Assert.Empty(await app.KeysAsync(LakeLayout.UnregisteredRoot));
    }

    [Fact]
    public async Task Run_FaultsThatPass_AreGoneOverOnceEach()
    {
        await using var app = await AthenaPipeline.StartAsync();
        app.Athena.Inject("CREATE DATABASE", QueryFaultKind.AnswerLost);
        app.Athena.Inject("ALTER TABLE `appstore`.`curated_downloads` ADD", QueryFaultKind.FailedForNow, "internal error");
        app.Athena.Inject("CREATE EXTERNAL TABLE IF NOT EXISTS `appstore`.`raw_sessions`", QueryFaultKind.Throttled, times: 5);
        app.Athena.LooksUntilEnd = 3;

        var report = await app.RunAsync();

        Assert.True(report.State == RunState.Succeeded, string.Join('\n', report.Failures));
        Assert.Equal(await app.PublishedAsync("downloads"), app.Tables["curated_downloads"].Partitions.Keys);
        Assert.Single(app.Athena.Statements, s => s.StartsWith("CREATE DATABASE", StringComparison.Ordinal));
        Assert.All(app.Athena.Faults.Values, left => Assert.Equal(0, left));
    }

    [Fact]
    public async Task Run_CatalogueAndLakeDiffer_RepairsBothWaysAndSaysSo()
    {
        await using var app = await AthenaPipeline.StartAsync();
        await app.RunAsync();
        var table = app.Tables["curated_downloads"];
        var expected = table.Partitions.Keys.ToList();
        table.Partitions.Remove(expected[0]);
        table.Partitions["2024-02-03/77"] = "s3://bucket/lake/curated/downloads/dt=2024-02-03/app_id=77/";

        var report = await app.RunAgainAsync();

        Assert.True(report.State == RunState.Succeeded, string.Join('\n', report.Failures));
        Assert.Equal(expected, table.Partitions.Keys);
        Assert.Equal((1, 1), (report.Registration!.Registered, report.Registration.Unregistered));
        Assert.Contains(report.Registration.Differences, d => d.Contains("2024-02-03, app 77: registered and not in the lake", StringComparison.Ordinal));
        Assert.Contains(report.Registration.Differences, d => d.Contains("in the lake, and Athena shows no rows of it", StringComparison.Ordinal));
        Assert.Empty(await app.KeysAsync("state/superfluous/"));
        Assert.Empty(await app.KeysAsync("state/catalog/differing/"));
    }

    [Fact]
    public async Task Run_TableOfAnotherLayout_IsAnErrorInWordsAndTheOthersGoOn()
    {
        await using var app = await AthenaPipeline.StartAsync();
        app.Athena.Glue.Run("CREATE DATABASE appstore");
        app.Athena.Glue.Run("CREATE EXTERNAL TABLE appstore.curated_downloads (app_name string, counts int) PARTITIONED BY (dt string) STORED AS PARQUET LOCATION 's3://elsewhere/downloads/'");

        var first = await app.RunAsync();

        Assert.Equal(RunState.Partial, first.State);
        var failure = Assert.Single(first.Failures).Message;
        Assert.Contains("its data are at s3://elsewhere/downloads/ and not at s3://bucket/lake/curated/downloads/", failure, StringComparison.Ordinal);
        Assert.Contains("partitioned by (dt string) and not by (dt string, app_id bigint)", failure, StringComparison.Ordinal);
        Assert.Contains("its column counts is int and not bigint", failure, StringComparison.Ordinal);
        Assert.Contains("Drop or rename it", failure, StringComparison.Ordinal);
        Assert.Equal((39, 6), (app.Tables.Count, app.Tables["raw_downloads"].Partitions.Count));

        app.Tables.Remove("curated_downloads");
        var second = await app.RunAgainAsync();

        Assert.True(second.State == RunState.Succeeded, string.Join('\n', second.Failures));
        Assert.Equal(await app.PublishedAsync("downloads"), app.Tables["curated_downloads"].Partitions.Keys);
    }

    [Fact]
    public async Task Run_OlderTable_GetsTheColumnsItLacks()
    {
        await using var app = await AthenaPipeline.StartAsync();
        await app.RunAsync();
        var table = app.Tables["curated_downloads"];
        table.Columns.RemoveAll(c => c.Name is "total_downloads" or "access_type");

        var report = await app.RunAgainAsync();

        Assert.Equal((RunState.Succeeded, 1), (report.State, report.Registration!.TablesDeclared));
        Assert.Equal(["total_downloads", "access_type"], table.Columns.TakeLast(2).Select(c => c.Name));
    }

    [Fact]
    public async Task Run_AthenaCountsOtherRows_IsReported()
    {
        await using var app = await AthenaPipeline.StartAsync();
        app.MoreRows["curated/downloads/dt=2026-11-18"] = 3;

        var report = await app.RunAsync();

        Assert.Equal(RunState.Partial, report.State);
        Assert.Contains("Athena counts other rows than the lake's manifests in 2 partitions", Assert.Single(report.Failures).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_Projection_RegistersNothingAndRefreshesTheApps()
    {
        await using var app = await AthenaPipeline.StartAsync(("Catalog:Partitions", "projection"));

        var first = await app.RunAsync();

        Assert.True(first.State == RunState.Succeeded, string.Join('\n', first.Failures));
        var table = app.Tables["curated_downloads"];
        Assert.Empty(table.Partitions);
        Assert.Equal(("true", "date", "enum", "s3://bucket/lake/curated/downloads/dt=${dt}/app_id=${app_id}/"), (
            table.Parameters["projection.enabled"], table.Parameters["projection.dt.type"], table.Parameters["projection.app_id.type"], table.Parameters["storage.location.template"]));
        Assert.Equal((await app.PublishedAsync("downloads")).Count, Assert.Single(first.Registration!.Checks).Partitions);
        Assert.Empty(await app.KeysAsync(LakeLayout.UnregisteredRoot));

        table.Parameters["projection.app_id.values"] = "1";
        var second = await app.RunAgainAsync();

        Assert.Equal((RunState.Succeeded, 1), (second.State, second.Registration!.TablesDeclared));
        Assert.Equal(2, table.Parameters["projection.app_id.values"].Split(',').Length);
    }

    [Fact]
    public async Task Run_AnyPermissionTakenAway_SaysWhichAndLosesNothing()
    {
        await using var app = await AthenaPipeline.StartAsync();
        foreach (var operation in new[] { "ListTableMetadata", "StartQueryExecution", "GetQueryExecution", "GetQueryResults" })
        {
            app.Athena.Denied[operation] = true;

            var report = await app.RunAgainAsync();

            Assert.Equal(RunState.Partial, report.State);
            Assert.Contains(report.Failures, f => f.Message.Contains($"not authorized to perform: athena:{operation}", StringComparison.Ordinal));
            app.Athena.Denied.Clear();
        }

        var last = await app.RunAgainAsync();

        Assert.True(last.State == RunState.Succeeded, string.Join('\n', last.Failures));
        Assert.Equal(await app.PublishedAsync("downloads"), app.Tables["curated_downloads"].Partitions.Keys);
        Assert.Empty(await app.KeysAsync(LakeLayout.UnregisteredRoot));
    }
}
