using System.Security.Cryptography;
using AppleAnalytics.Curation;
using AppleAnalytics.Functions;
using AppleAnalytics.Lake;
using AppleAnalytics.Landing;
using AppleAnalytics.Quality;
using AppleAnalytics.Readers;
using AppleAnalytics.Reports;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace AppleAnalytics.Interop.Tests.Golden;

/// <summary>A lake of one app and one table, filled from <see cref="PaperApple"/> by the real steps and read by DuckDB.</summary>
internal sealed class GoldenLake : IAsyncDisposable
{
    /// <summary>Beyond 32 bits, as Apple's newer identifiers are.</summary>
    public const long AppId = 6_400_000_001;

    const string Table = "downloads";

    readonly string _root = Directory.CreateTempSubdirectory("golden-").FullName;
    readonly DuckDb _duckDb = new();
    readonly PaperApple _apple;
    readonly ServiceProvider _services;
    readonly MortalStore _store;

    GoldenLake(PaperApple apple)
    {
        _apple = apple;
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var settings = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Apple:BaseUrl"] = apple.BaseAddress.ToString(),
            ["Apple:IssuerId"] = "57246542-96fe-1a63-e053-0824d011072a",
            ["Apple:KeyId"] = "2X9R4HXF34",
            ["Apple:PrivateKey"] = key.ExportPkcs8PrivateKeyPem(),
            ["Lake:Root"] = _root,
        }).Build();
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddAppleAnalytics(settings);
        _store = new(LakeStores.OpenFolder(LakeOptions.From(settings)));
        services.AddSingleton<ObjectStore>(_store);
        _services = services.BuildServiceProvider();
    }

    public static async Task<GoldenLake> CreateAsync() => new(await PaperApple.StartAsync());

    /// <summary>Apple delivers, and a run follows.</summary>
    public async Task<CurateOutcome> DeliverAsync(Delivery delivery)
    {
        _apple.Deliver(delivery);
        return await FindLandAndCurateAsync(delivery);
    }

    /// <summary>Apple delivers, and a run gets as far as landing.</summary>
    public async Task<LandOutcome> DeliverAndLandAsync(Delivery delivery)
    {
        _apple.Deliver(delivery);
        return await Step<InstanceLander>().RunAsync(await FindAsync(delivery), default);
    }

    /// <summary>What a run does with a delivery that is not settled.</summary>
    public async Task<CurateOutcome> FindLandAndCurateAsync(Delivery delivery)
    {
        var instance = await FindAsync(delivery);
        var landed = await Step<InstanceLander>().RunAsync(instance, default);
        Assert.True(landed.State is LandState.Landed or LandState.AlreadyThere or LandState.HeaderOnly, landed.Message);
        return await Step<InstancePublisher>().RunAsync(new CurateInstanceInput(instance, new QualityThresholds(), delivery.ProcessingDate), default);
    }

    /// <summary>Apple delivers, and the process dies when it is about to write its n-th partition.</summary>
    public async Task DeliverAndDieBeforePartitionAsync(Delivery delivery, int partition)
    {
        _store.PartitionsLeft = partition - 1;
        await Assert.ThrowsAsync<KilledException>(() => DeliverAsync(delivery));
        _store.PartitionsLeft = null;
    }

    /// <summary>Asserts the rows of a date, in the order of their text.</summary>
    public async Task HoldsAsync(DateOnly date, params string[] rows) => Assert.Equal(rows, await RowsAsync(date));

    /// <summary>Asserts that a date has no partition.</summary>
    public void HoldsNothing(DateOnly date) => Assert.False(File.Exists(Path.Combine(_root, LakeLayout.Partition(Table, date, AppId))));

    /// <summary>The instances each date's rows come from.</summary>
    public async Task<IReadOnlyList<string>> InstancesAsync(DateOnly date) =>
        [.. (await RowsAsync(date)).Select(r => r.Split('|')[^1]).Distinct()];

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await _apple.DisposeAsync();
        await _duckDb.DisposeAsync();
        Directory.Delete(_root, recursive: true);
    }

    async Task<InstanceReference> FindAsync(Delivery delivery)
    {
        var found = await Step<InstanceFinder>().RunAsync(
            new FindInstancesInput
            {
                AppId = AppId,
                Table = Table,
                RequestId = delivery.Request,
                AccessType = delivery.Access,
                RequestSequence = delivery.Sequence,
                Today = delivery.ProcessingDate,
            },
            default);
        return Assert.Single(found.Instances, i => i.InstanceId == delivery.Instance);
    }

    async Task<IReadOnlyList<string>> RowsAsync(DateOnly date)
    {
        var file = Path.Combine(_root, LakeLayout.Partition(Table, date, AppId));
        var lines = await _duckDb.QueryAsync(
            $"""
            SELECT concat_ws('|', download_type, territory, counts, total_downloads, instance_id) AS line
            FROM read_parquet('{file}', hive_partitioning = false)
            WHERE metric_date = DATE '{date:yyyy-MM-dd}' AND app_name = 'Paper'
            ORDER BY line
            """);
        return [.. lines.Select(l => l[0]!)];
    }

    T Step<T>()
        where T : notnull => _services.GetRequiredService<T>();
}
