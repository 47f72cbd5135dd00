using AppleAnalytics.Curation;
using AppleAnalytics.Reports;

namespace AppleAnalytics.Lake;

public sealed class PinSetTests
{
    static readonly DateOnly Date = new(2026, 11, 10);

    [Fact]
    public void Compare_WithoutPins_IsTheVintageOrder() =>
        Assert.True(PinSet.None.Compare("downloads", 1, Date, Delivery(12), Delivery(11)) > 0);

    [Fact]
    public void Compare_PinnedDate_PrefersWhatThePinAllows()
    {
        var pins = new PinSet([new() { Table = "downloads", From = Date, To = Date, AsOf = new(2026, 11, 11), Reason = "bad delivery" }]);

        Assert.True(pins.Compare("downloads", 1, Date, Delivery(12), Delivery(11)) < 0);
        Assert.True(pins.Compare("downloads", 1, Date, Delivery(11), Delivery(10)) > 0);
        Assert.True(pins.Compare("downloads", 1, Date.AddDays(1), Delivery(12), Delivery(11)) > 0);
        Assert.True(pins.Compare("sessions", 1, Date, Delivery(12), Delivery(11)) > 0);
    }

    [Fact]
    public void Allows_PinForOtherApps_IsNotAsked()
    {
        var pins = new PinSet([new() { Apps = [7], AsOf = new(2026, 11, 11) }]);

        Assert.False(pins.Allows("downloads", 7, Date, Delivery(12)));
        Assert.True(pins.Allows("downloads", 8, Date, Delivery(12)));
    }

    [Fact]
    public void Allows_ExcludedInstance_IsRefusedEverywhere()
    {
        var pins = new PinSet([new() { ExcludedInstanceId = "i12" }]);

        Assert.False(pins.Allows("downloads", 1, Date, Delivery(12)));
        Assert.True(pins.Allows("downloads", 1, Date, Delivery(11)));
    }

    [Fact]
    public void Compare_Snapshot_OnlyFills_UnlessAPinLetsItReplace()
    {
        var (old, snapshot) = (Delivery(11), Delivery(12) with { AccessType = AccessType.OneTimeSnapshot });
        var pins = new PinSet([new() { Table = "downloads", Apps = [1], From = Date, To = Date, ReplacingUntil = new(2026, 11, 12) }]);

        Assert.True(PinSet.None.Compare("downloads", 1, Date, old, snapshot) > 0);
        Assert.True(PinSet.None.Compare("downloads", 1, Date, snapshot, old) < 0);
        Assert.True(pins.Compare("downloads", 1, Date, snapshot, old) > 0);
        Assert.True(pins.Compare("downloads", 1, Date, Delivery(13), snapshot) > 0);
        Assert.True(pins.Compare("downloads", 2, Date, snapshot, old) < 0);
        Assert.True(pins.Compare("downloads", 1, Date.AddDays(1), snapshot, old) < 0);
        Assert.True(pins.Compare("downloads", 1, Date, snapshot with { ProcessingDate = new(2026, 11, 13) }, Delivery(11)) < 0, "a later snapshot was not told to replace");
        Assert.True(PinSet.None.Compare("downloads", 1, Date, snapshot, snapshot with { ProcessingDate = new(2026, 11, 10) }) > 0);
    }

    [Fact]
    public async Task ReadAsync_PinsInTheLake_AreAllRead()
    {
        using var folder = new TempFolder();
        var store = new FolderObjectStore(folder.Path);
        await store.PutJsonAsync(LakeLayout.PinsRoot + "b.json", new Pin { ExcludedInstanceId = "x" });
        await store.PutJsonAsync(LakeLayout.PinsRoot + "a.json", new Pin { Table = "downloads", AsOf = Date });

        Assert.Equal([null, "x"], (await new Pins(store).ReadAsync()).All.Select(p => p.ExcludedInstanceId));
    }

    static Vintage Delivery(int day) => new(new(2026, 11, day), AccessType.Ongoing, 1, $"i{day}");
}
