using AppleAnalytics.LocalHost.Commands;
using AppleAnalytics.LocalHost.Configuration;

namespace AppleAnalytics.LocalHost.Tests.Commands;

public sealed class DemoSettingsTests : IDisposable
{
    static readonly DateOnly Today = new(2026, 11, 20);

    readonly TemporaryDirectory _directory = new();

    StateDirectory State => StateDirectory.Open(_directory["state"], _directory.Path, Lake);

    string Lake => _directory["lake"];

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void Decide_NothingThereYet_PlaysTwoDaysThatEndToday()
    {
        var demo = DemoSettings.Decide(State, Lake, null, null, null, Today);

        Assert.Equal((12, 1L), (demo.Apps, demo.Seed));
        Assert.Equal([Today.AddDays(-1), Today], demo.PlayedDays);
    }

    [Fact]
    public void Decide_PlayedBefore_PlaysTheSameDaysAgainLaterOn()
    {
        DemoSettings.Decide(State, Lake, 3, null, 7, Today).Write(State);

        var again = DemoSettings.Decide(State, Lake, null, null, null, Today.AddDays(100));

        Assert.Equal((3, 7L), (again.Apps, again.Seed));
        Assert.Equal([Today.AddDays(-1), Today], again.PlayedDays);
    }

    [Fact]
    public void Decide_MoreDaysThanPlayed_GoesOnWhereItStopped()
    {
        DemoSettings.Decide(State, Lake, null, 2, null, Today).Write(State);

        Assert.Equal(Today.AddDays(1), DemoSettings.Decide(State, Lake, null, 3, null, Today).PlayedDays.Last());
        Assert.Equal(Today, DemoSettings.Decide(State, Lake, null, 1, null, Today).PlayedDays.Last());
    }

    [Fact]
    public void Decide_OtherAccountOnTheSameLake_SaysSo()
    {
        DemoSettings.Decide(State, Lake, 3, null, null, Today).Write(State);

        var mistake = Assert.Throws<UserMistakeException>(() => DemoSettings.Decide(State, Lake, 4, null, null, Today));

        Assert.Contains("holds a demo of 3 apps", mistake.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Decide_LakeWithForeignData_IsNotTouched()
    {
        Directory.CreateDirectory(Path.Combine(Lake, "curated"));

        var mistake = Assert.Throws<UserMistakeException>(() => DemoSettings.Decide(State, Lake, null, null, null, Today));

        Assert.Contains("not this demo's", mistake.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Decide_StateOfAnotherDemo_IsNotReused()
    {
        DemoSettings.Decide(State, Lake, null, null, null, Today).Write(State);

        Assert.Throws<UserMistakeException>(() => DemoSettings.Decide(State, _directory["other"], null, null, null, Today));
    }

    [Theory]
    [InlineData(12, 2, 60)]
    [InlineData(92, 2, 9)]
    [InlineData(92, 10, 2)]
    public void Decide_ManyApps_HaveAShorterHistory(int apps, int days, int age) =>
        Assert.Equal(age, DemoSettings.Decide(State, Lake, apps, days, null, Today).RequestAgeDays);

    [Fact]
    public void TryRead_DamagedFile_SaysWhatToDelete()
    {
        var state = State;
        File.WriteAllText(state.DemoFile, "{");

        Assert.Contains("delete", Assert.Throws<UserMistakeException>(() => DemoSettings.TryRead(state)).Message, StringComparison.Ordinal);
    }
}
