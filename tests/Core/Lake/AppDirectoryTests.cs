namespace AppleAnalytics.Lake;

public sealed class AppDirectoryTests : IDisposable
{
    readonly TempFolder _folder = new();
    readonly AppDirectory _apps;

    public AppDirectoryTests() => _apps = new(new FolderObjectStore(_folder.Path));

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task RecordAsync_RenamedAndVanishedApps_KeepTheirDays()
    {
        await _apps.RecordAsync([App(1, "Old name"), App(2, "Gone later")], new(2026, 11, 1));
        await _apps.RecordAsync([App(1, "New name"), App(3, "Third")], new(2026, 11, 5));

        var apps = await _apps.ReadAsync();
        Assert.Equal([1L, 2L, 3L], apps.Keys.Order());
        Assert.Equal(("New name", new(2026, 11, 1), new(2026, 11, 5)), (apps[1].Name, apps[1].FirstSeen, apps[1].LastSeen));
        Assert.Equal((new DateOnly(2026, 11, 1), new(2026, 11, 1)), (apps[2].FirstSeen, apps[2].LastSeen));
    }

    [Fact]
    public async Task RecordAsync_BelatedRunOfAnEarlierDay_DoesNotTurnNamesBack()
    {
        await _apps.RecordAsync([App(1, "New name")], new(2026, 11, 5));
        await _apps.RecordAsync([App(1, "Old name")], new(2026, 11, 1));

        var app = (await _apps.ReadAsync())[1];
        Assert.Equal(("New name", new(2026, 11, 1), new(2026, 11, 5)), (app.Name, app.FirstSeen, app.LastSeen));
    }

    static KnownApp App(long id, string name) => new() { Id = id, Name = name, BundleId = $"com.example.app{id}", Sku = $"SKU{id}" };
}
