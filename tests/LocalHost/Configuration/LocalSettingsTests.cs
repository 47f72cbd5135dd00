using AppleAnalytics.LocalHost.Commands;
using AppleAnalytics.LocalHost.Configuration;

namespace AppleAnalytics.LocalHost.Tests.Configuration;

public sealed class LocalSettingsTests : IDisposable
{
    readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void Load_FileValues_NestAtDoubleUnderscores()
    {
        Write("""{ "IsEncrypted": false, "Values": { "Apple__KeyId": "ABC", "Reports:Tables": "downloads", "DailySchedule": "0 0 5 * * *" } } // trailing""");

        var settings = LocalSettings.Load(_directory.Path);

        Assert.Equal("ABC", settings["Apple:KeyId"]);
        Assert.Equal("downloads", settings["Reports:Tables"]);
        Assert.Equal("0 0 5 * * *", settings["DailySchedule"]);
    }

    [Fact]
    public void Load_EmptyValuesOfTheSample_AreNotSet()
    {
        Write("""{ "Values": { "Apple__IssuerId": "", "WatchSchedule": "" } }""");

        var settings = LocalSettings.Load(_directory.Path);

        Assert.Null(settings["Apple:IssuerId"]);
        Assert.Equal("0 0 * * * *", settings["WatchSchedule"]);
    }

    [Fact]
    public void Load_Overrides_WinOverTheFile()
    {
        Write("""{ "Values": { "Lake__Root": "./elsewhere" } }""");

        Assert.Equal(_directory["here"], LocalSettings.Load(_directory.Path, new Dictionary<string, string?> { ["Lake:Root"] = "./here" })["Lake:Root"]);
    }

    [Fact]
    public void Load_RelativePaths_StartAtTheDirectory()
    {
        Write("""{ "Values": { "Apple__PrivateKeyPath": "keys/key.p8" } }""");

        var settings = LocalSettings.Load(_directory.Path);

        Assert.Equal(_directory["lake"], settings["Lake:Root"]);
        Assert.Equal(_directory["keys/key.p8"], settings["Apple:PrivateKeyPath"]);
    }

    [Fact]
    public void Load_NoFile_SuppliesTheSchedules() =>
        Assert.Equal("0 30 9 * * *", LocalSettings.Load(_directory.Path)["DailySchedule"]);

    [Theory]
    [InlineData("{ not json", "not valid JSON")]
    [InlineData("[]", "no \"Values\" object")]
    [InlineData("""{ "Values": 3 }""", "no \"Values\" object")]
    public void Load_BadFile_SaysWhatIsWrong(string content, string expected)
    {
        Write(content);

        Assert.Contains(expected, Assert.Throws<UserMistakeException>(() => LocalSettings.Load(_directory.Path)).Message, StringComparison.Ordinal);
    }

    void Write(string content) => File.WriteAllText(_directory[LocalSettings.FileName], content);
}
