using System.Security.Cryptography;
using AppleAnalytics.Lake;

namespace AppleAnalytics.Apple;

/// <summary>A scripted server, a clock, and the product's own services between them.</summary>
public sealed class AppleHarness : IAsyncDisposable
{
    readonly Rooms _rooms;

    AppleHarness(ScriptedServer server, string? issuer)
    {
        Server = server;
        _rooms = new(server.Url, "KEY1234567", issuer, Key.ExportPkcs8PrivateKeyPem(), Time);
    }

    public ScriptedServer Server { get; }

    public ManualTime Time { get; } = new() { JumpUpTo = TimeSpan.FromSeconds(25) };

    public ECDsa Key { get; } = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    public RecordingLogs Logs => _rooms.Logs;

    /// <summary>The folder of the lake.</summary>
    public string Folder => _rooms.Folder;

    public ApiUsageMeter Meter { get; } = new();

    public AppStoreConnectClient Client => Get<AppStoreConnectClient>();

    public ObjectStore Store => Get<ObjectStore>();

    public static async Task<AppleHarness> StartAsync(string? issuer = "11111111-2222-3333-4444-555555555555") =>
        new(await ScriptedServer.StartAsync(), issuer);

    public T Get<T>()
        where T : notnull => _rooms.Get<T>();

    /// <summary>The address a segment's bytes are served from, with a secret in its query.</summary>
    public Uri DownloadUrl(string name = "0.csv.gz") => new(Server.Url, $"/files/{name}?X-Amz-Signature=SECRETSIGNATURE&X-Amz-Expires=300");

    public Task<SortedDictionary<string, string>> LakeAsync(string prefix = "") => _rooms.LakeAsync(prefix);

    public async ValueTask DisposeAsync()
    {
        await _rooms.DisposeAsync();
        await Server.DisposeAsync();
        Key.Dispose();
    }
}
