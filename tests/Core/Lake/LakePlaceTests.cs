namespace AppleAnalytics.Lake;

public sealed class LakePlaceTests
{
    static readonly DateOnly Date = new(2026, 11, 19);

    [Fact]
    public void Of_KeysOfTheLayout_IsWhatTheyWereMadeOf()
    {
        Assert.Equal(new LakePlace("downloads", Date, 42, "data.parquet"), LakePlace.Of(LakeLayout.Partition("downloads", Date, 42)));
        Assert.Equal(new LakePlace("downloads", Date, 42, "i-1.json"), LakePlace.Of(LakeLayout.InstanceRecord("downloads", Date, 42, "i-1")));
        Assert.Equal(new LakePlace("downloads", Date, 42, "i-1/s-0.csv.gz"), LakePlace.Of(LakeLayout.RawSegment("downloads", Date, 42, "i-1", "s-0")));
        Assert.Equal(new LakePlace("reviews", Date, 42, "p.json.gz"), LakePlace.Of(LakeLayout.RawReviews(Date, 42, "p")));
    }

    [Theory]
    [InlineData("")]
    [InlineData("runs/daily-2026-11-19.json")]
    [InlineData("raw/downloads/dt=2026-11-19/app_id=42")]
    [InlineData("raw/downloads/dt=2026-11-31/app_id=42/i.json")]
    [InlineData("raw/downloads/2026-11-19/app_id=42/i.json")]
    [InlineData("raw/downloads/dt=2026-11-19/app_id=-42/i.json")]
    [InlineData("raw/downloads/dt=2026-11-19/app_id=/i.json")]
    public void Of_OtherKeys_IsNull(string key) => Assert.Null(LakePlace.Of(key));
}
