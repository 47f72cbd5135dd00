using AppleAnalytics.Lake;
using AppleAnalytics.Reports;

namespace AppleAnalytics.Requests;

public sealed class RegistryMirrorTests : IDisposable
{
    readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Save_ThenLoad_IsTheState_AndAnOlderOneNeverReplacesIt()
    {
        var mirror = new RegistryMirror(new FolderObjectStore(_folder.Path));
        var (older, _) = ReportRequestRegistry.Confirm(new(), new("run", AccessType.Ongoing, "r-1", EnsureRequestState.Created, false, new(2026, 11, 20, 0, 0, 0, DateTimeKind.Utc)));
        var newer = ReportRequestRegistry.Retire(older, new("r-1", default));

        Assert.Null(await mirror.LoadAsync(42));
        await mirror.SaveAsync(42, newer);
        var stands = await mirror.SaveAsync(42, older);
        var loaded = await mirror.LoadAsync(42);

        Assert.Equal(newer.Version, stands.Version);
        Assert.Equal((newer.Version, true), (loaded!.Version, loaded.Requests.Single().Retired));
    }

    [Fact]
    public async Task Save_ManyAtOnce_TheHighestVersionStands()
    {
        var mirror = new RegistryMirror(new FolderObjectStore(_folder.Path));

        await Task.WhenAll(Enumerable.Range(1, 12).Select(v => mirror.SaveAsync(42, new() { Version = v })));

        Assert.Equal(12, (await mirror.LoadAsync(42))!.Version);
    }
}
