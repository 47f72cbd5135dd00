using System.Security.Cryptography;
using AppleAnalytics.Lake;
using AppleAnalytics.Landing;
using AppleAnalytics.Requests;
using AppleAnalytics.Reviews;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace AppleAnalytics.Apple;

/// <summary>A scripted server, a clock, a lake in a folder, and the product's own services between them.</summary>
public sealed class AppleHarness : IAsyncDisposable
{
    readonly ServiceProvider _services;
    readonly TempFolder _folder = new();

    AppleHarness(ScriptedServer server, string? issuer)
    {
        Server = server;
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Apple:BaseUrl"] = server.Url.ToString(),
            ["Apple:KeyId"] = "KEY1234567",
            ["Apple:IssuerId"] = issuer,
            ["Apple:PrivateKey"] = Key.ExportPkcs8PrivateKeyPem(),
            ["Lake:Root"] = _folder.Path,
        }).Build();
        var services = new ServiceCollection();
        services.AddSingleton<TimeProvider>(Time);
        services.AddLogging(b => b.SetMinimumLevel(LogLevel.Trace).AddProvider(Logs));
        services.AddApple(configuration).AddLake(configuration).AddRequests(configuration).AddLanding(configuration).AddReviews(configuration);
        _services = services.BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true, ValidateScopes = true });
    }

    public ScriptedServer Server { get; }

    public ManualTime Time { get; } = new() { JumpUpTo = TimeSpan.FromSeconds(25) };

    public ECDsa Key { get; } = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    public RecordingLogs Logs { get; } = new();

    public ApiUsageMeter Meter { get; } = new();

    public AppStoreConnectClient Client => Get<AppStoreConnectClient>();

    public ObjectStore Store => Get<ObjectStore>();

    public static async Task<AppleHarness> StartAsync(string? issuer = "11111111-2222-3333-4444-555555555555") =>
        new(await ScriptedServer.StartAsync(), issuer);

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    /// <summary>The address a segment's bytes are served from, with a secret in its query.</summary>
    public Uri DownloadUrl(string name = "0.csv.gz") => new(Server.Url, $"/files/{name}?X-Amz-Signature=SECRETSIGNATURE&X-Amz-Expires=300");

    public async Task<SortedDictionary<string, string>> LakeAsync(string prefix = "")
    {
        var all = new SortedDictionary<string, string>(StringComparer.Ordinal);
        await foreach (var found in Store.ListAsync(prefix))
        {
            all[found.Key] = Convert.ToHexString((await Store.ReadAsync(found.Key))!.Value.Content);
        }

        return all;
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await Server.DisposeAsync();
        _folder.Dispose();
        Key.Dispose();
    }
}
