using AppleAnalytics.Curation;
using AppleAnalytics.Lake;
using AppleAnalytics.Landing;
using AppleAnalytics.Quality;
using AppleAnalytics.Requests;
using AppleAnalytics.Reviews;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace AppleAnalytics.Apple;

/// <summary>The product's own services for one App Store Connect, with a lake in a folder of their own.</summary>
public sealed class Rooms : IAsyncDisposable
{
    readonly ServiceProvider _services;
    readonly TempFolder _folder = new();

    public Rooms(Uri baseUrl, string keyId, string? issuerId, string privateKey, TimeProvider time)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Apple:BaseUrl"] = baseUrl.ToString(),
            ["Apple:KeyId"] = keyId,
            ["Apple:IssuerId"] = issuerId,
            ["Apple:PrivateKey"] = privateKey,
            ["Lake:Root"] = _folder.Path,
        }).Build();
        var services = new ServiceCollection();
        services.AddSingleton(time);
        services.AddLogging(b => b.SetMinimumLevel(LogLevel.Trace).AddProvider(Logs));
        services.AddApple(configuration).AddLake(configuration).AddRequests(configuration).AddLanding(configuration).AddReviews(configuration)
            .AddQuality(configuration).AddCuration(configuration);
        _services = services.BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true, ValidateScopes = true });
    }

    public RecordingLogs Logs { get; } = new();

    /// <summary>The folder of the lake.</summary>
    public string Folder => _folder.Path;

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    /// <summary>Every object under a prefix, with its bytes as text.</summary>
    public async Task<SortedDictionary<string, string>> LakeAsync(string prefix = "")
    {
        var store = Get<ObjectStore>();
        var all = new SortedDictionary<string, string>(StringComparer.Ordinal);
        await foreach (var found in store.ListAsync(prefix))
        {
            all[found.Key] = Convert.ToHexString((await store.ReadAsync(found.Key))!.Value.Content);
        }

        return all;
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        _folder.Dispose();
    }
}
