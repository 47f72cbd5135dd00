using System.Net;
using System.Text.Json;
using AppleAnalytics.Catalog;
using Microsoft.Extensions.DependencyInjection;

namespace AppleAnalytics.Functions.Catalog;

public sealed class SchemaTests
{
    [Fact]
    public async Task Check_FollowsTheCatalogueFromNothingToAgreementToDamage()
    {
        await using var app = await AthenaPipeline.StartAsync();
        var check = app.Pipeline.Host.Services.GetRequiredService<SchemaCheck>();

        var nothing = await check.RunAsync();
        Assert.Equal((false, 0), (nothing.Agrees, nothing.Tables.Count));
        Assert.Contains("no database appstore", nothing.Problem, StringComparison.Ordinal);

        await app.RunAsync();
        var whole = await check.RunAsync();
        Assert.True(whole.Agrees, string.Join('\n', whole.Tables.SelectMany(t => t.Differences)));
        Assert.Empty(whole.Tables.SelectMany(t => t.Notes));

        app.Tables["curated_downloads"].Columns.RemoveAll(c => c.Name == "updates");
        app.Tables["curated_downloads"].Columns.Add(new("older", "string", ""));
        app.Tables["raw_sessions"].Columns.Reverse();
        app.Tables.Remove("dim_apps");
        var damaged = (await check.RunAsync()).Tables.Where(t => t.State != SchemaState.Agrees).ToDictionary(t => t.Table);
        Assert.Equal([SchemaState.Behind, SchemaState.Missing, SchemaState.Other], new[] { "curated_downloads", "dim_apps", "raw_sessions" }.Select(t => damaged[t].State));
        Assert.Equal(["it has no column updates (bigint)"], damaged["curated_downloads"].Differences);
        Assert.Equal(["it has a column older (string) that is not known"], damaged["curated_downloads"].Notes);
        Assert.Contains("read by position", damaged["raw_sessions"].Differences.Single(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task GetSchema_FolderLake_ComparesFilesAndAnswersJson()
    {
        await using var pipeline = await Pipeline.StartAsync(null, http: true);
        await pipeline.SucceedAsync(Runs.RunRequests.Daily(Pipeline.FirstDay));
        using var http = new HttpClient { BaseAddress = pipeline.Host.BaseAddress };

        using var response = await http.GetAsync(new Uri("/api/schema", UriKind.Relative));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        using var json = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        Assert.True(json.RootElement.GetProperty("agrees").GetBoolean());
        Assert.Equal(["curated_downloads", "curated_sessions"], json.RootElement.GetProperty("tables").EnumerateArray().Select(t => t.GetProperty("table").GetString()));
    }
}
