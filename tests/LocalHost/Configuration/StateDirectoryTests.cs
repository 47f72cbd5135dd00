using AppleAnalytics.LocalHost.Commands;
using AppleAnalytics.LocalHost.Configuration;

namespace AppleAnalytics.LocalHost.Tests.Configuration;

public sealed class StateDirectoryTests : IDisposable
{
    readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void Open_NothingConfigured_IsDotDurable() =>
        Assert.Equal(_directory[".durable"], StateDirectory.Open(null, _directory.Path, "./lake").Path);

    [Theory]
    [InlineData("./lake/.durable", "./lake")]
    [InlineData("./lake", "./lake")]
    [InlineData("lake/a/b", "./lake/")]
    public void Open_InsideTheLake_IsRefused(string state, string lake) =>
        Assert.Contains(
            "LocalHost__StateDir",
            Assert.Throws<UserMistakeException>(() => StateDirectory.Open(state, _directory.Path, lake)).Message,
            StringComparison.Ordinal);

    [Theory]
    [InlineData("./lake.durable", "./lake")]
    [InlineData("./..durable", "./lake")]
    [InlineData("./.durable", "s3://bucket/.durable")]
    public void Open_BesideTheLake_IsCreated(string state, string lake) =>
        Assert.True(Directory.Exists(StateDirectory.Open(state, _directory.Path, lake).Path));

    [Fact]
    public void Open_AFileIsInTheWay_SaysWhichSettingToChange()
    {
        File.WriteAllText(_directory["taken"], "");

        Assert.Contains(
            "set LocalHost__StateDir",
            Assert.Throws<UserMistakeException>(() => StateDirectory.Open("./taken", _directory.Path, "./lake")).Message,
            StringComparison.Ordinal);
    }
}
