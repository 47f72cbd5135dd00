using Amazon.Athena;
using Amazon.Runtime;
using AppleAnalytics.AthenaDouble;
using AppleAnalytics.Catalog;
using AppleAnalytics.Lake;
using AppleAnalytics.Parquet;
using AppleAnalytics.Runs;
using AppleAnalytics.Simulator;
using Microsoft.Extensions.DependencyInjection;

namespace AppleAnalytics.Functions.Catalog;

/// <summary>The whole function app with a lake in a bucket and Athena's double over it.</summary>
sealed class AthenaPipeline : IAsyncDisposable
{
    const string Root = "s3://bucket/lake/";

    readonly FakeS3 _s3 = new();
    DateOnly _day = Pipeline.FirstDay;

    public AthenaServer Athena { get; private set; } = null!;

    public Pipeline Pipeline { get; private set; } = null!;

    public S3ObjectStore Lake { get; private set; } = null!;

    /// <summary>Rows that files are said to have more than they have, by part of their location.</summary>
    public Dictionary<string, long> MoreRows { get; } = [];

    public SortedDictionary<string, GlueTable> Tables => Athena.Glue.Databases["appstore"];

    public static async Task<AthenaPipeline> StartAsync(params (string Key, string Value)[] settings)
    {
        var started = new AthenaPipeline();
        started.Lake = started._s3.Store();
        started.Athena = await AthenaServer.StartAsync(started.RowsUnderAsync);
        started.Pipeline = await Pipeline.StartWithAsync(
            services => started.Replace(services, settings.Contains(("Catalog:Partitions", "projection"))),
            new() { Apps = 2, NewApps = 0, RowsPerDate = 5, RequestAgeDays = 3, ReviewsFrom = Pipeline.FirstDay.AddDays(-10) },
            false,
            [("Reports:Tables", "downloads"), .. settings]);
        return started;
    }

    /// <summary>The daily run of the next day.</summary>
    public async Task<RunReport> RunAsync()
    {
        var summary = await Pipeline.RunAsync(RunRequests.Daily(_day));
        _day = _day.AddDays(1);
        return await Pipeline.ReportAsync(summary.RunId);
    }

    /// <summary>A run that has nothing new to do at Apple.</summary>
    public async Task<RunReport> RunAgainAsync()
    {
        Pipeline.Clock.Advance(TimeSpan.FromMinutes(1));
        var request = new RunRequest { RunId = RunIds.OnDemand(Pipeline.FirstDay, Pipeline.Clock.GetUtcNow()), Kind = RunKind.OnDemand, Date = Pipeline.FirstDay };
        return await Pipeline.ReportAsync((await Pipeline.RunAsync(request)).RunId);
    }

    /// <summary>The keys under a folder of the lake.</summary>
    public async Task<List<string>> KeysAsync(string prefix)
    {
        var keys = new List<string>();
        await foreach (var found in Lake.ListAsync(prefix))
        {
            keys.Add(found.Key);
        }

        return keys;
    }

    /// <summary>The partitions of a curated table as their files say.</summary>
    public async Task<List<string>> PublishedAsync(string table) =>
        [.. (await KeysAsync($"curated/{table}/")).Select(k => string.Join('/', k.Split('/').Where(p => p.Contains('=', StringComparison.Ordinal)).Select(p => p.Split('=')[1])))];

    public async ValueTask DisposeAsync()
    {
        if (Pipeline is not null)
        {
            await Pipeline.DisposeAsync();
        }

        await Athena.DisposeAsync();
        Lake.Dispose();
    }

    // The settings name a folder, so that nobody asks this machine for credentials of AWS; bucket and Athena are put in their places.
    void Replace(IServiceCollection services, bool projection)
    {
        services.AddSingleton(new CatalogOptions { Kind = CatalogKind.Athena, Projection = projection });
        services.AddSingleton<ObjectStore>(Lake);
        services.AddSingleton<IAmazonAthena>(_ => new AmazonAthenaClient(new BasicAWSCredentials("key", "secret"), new AmazonAthenaConfig
        {
            ServiceURL = Athena.Address.ToString(),
            AuthenticationRegion = "eu-central-1",
            RetryMode = RequestRetryMode.Standard,
            MaxErrorRetry = 1,
        }));
    }

    async Task<IReadOnlyDictionary<string, long>> RowsUnderAsync(string location)
    {
        var rows = new Dictionary<string, long>(StringComparer.Ordinal);
        await foreach (var found in Lake.ListAsync(location[Root.Length..]))
        {
            if (found.Key.EndsWith(".parquet", StringComparison.Ordinal))
            {
                using var content = new MemoryStream((await Lake.ReadAsync(found.Key))!.Value.Content);
                var folder = Root + found.Key[..(found.Key.LastIndexOf('/') + 1)];
                rows[folder] = ParquetFooterReader.Read(content).Rows + MoreRows.FirstOrDefault(m => folder.Contains(m.Key, StringComparison.Ordinal)).Value;
            }
        }

        return rows;
    }
}
