using Microsoft.Extensions.Configuration;

namespace AppleAnalytics.Runs;

public sealed class OptionsTests
{
    [Fact]
    public void Reports_Unset_AreTheFiveAndReviews() =>
        Assert.Equal(["downloads", "engagement", "sessions", "installs", "purchases", "reviews"], ReportsOptions.From(Settings()).Tables);

    [Fact]
    public void Reports_Names_AreTakenWithoutRegardToCaseAndOnce() =>
        Assert.Equal(["downloads", "reviews"], ReportsOptions.From(Settings(("Reports:Tables", " Downloads, reviews ,downloads,"))).Tables);

    [Fact]
    public void Reports_Variants_AreAddedWhereAppleHasThem() => Assert.Equal(
        ["downloads", "opt_in", "reviews", "downloads_detailed", "downloads_detailed_weekly"],
        ReportsOptions.From(Settings(("Reports:Tables", "downloads,opt_in,reviews"), ("Reports:Detailed", "true"), ("Reports:Weekly", "TRUE"))).Tables);

    [Theory]
    [InlineData("web_preview_detailed_monthly")]
    [InlineData("crashes_expanded")]
    [InlineData("audio_overloads")]
    public void Reports_AnyTableOfTheCatalogue_IsTaken(string table) =>
        Assert.Equal([table], ReportsOptions.From(Settings(("Reports:Tables", table))).Tables);

    [Fact]
    public void Reports_SwitchThatIsNeitherTrueNorFalse_SaysWhich()
    {
        var fault = Assert.Throws<ConfigurationException>(() => ReportsOptions.From(Settings(("Reports:Weekly", "often"))));
        Assert.Equal("Reports__Weekly is 'often'; set it to true or false.", fault.Message);
    }

    [Fact]
    public void Reports_UnknownTable_SaysWhichAndWhatThereIs()
    {
        var fault = Assert.Throws<ConfigurationException>(() => ReportsOptions.From(Settings(("Reports:Tables", "downloads,revenue"))));
        Assert.Contains("Reports__Tables", fault.Message, StringComparison.Ordinal);
        Assert.Contains("'revenue'", fault.Message, StringComparison.Ordinal);
        Assert.Contains("downloads, engagement, sessions", fault.Message, StringComparison.Ordinal);
        Assert.Contains("docs/data-dictionary.md", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Apps_Lists_AreRead()
    {
        var options = AppsOptions.From(Settings(("Apps:Include", "1476097583, 42"), ("Apps:Exclude", "7")));
        Assert.Equal([1476097583, 42], options.Include);
        Assert.Equal([7], options.Exclude);
    }

    [Theory]
    [InlineData("Apps:Include", "Apps__Include")]
    [InlineData("Apps:Exclude", "Apps__Exclude")]
    public void Apps_NotANumber_SaysWhichSetting(string key, string name)
    {
        var fault = Assert.Throws<ConfigurationException>(() => AppsOptions.From(Settings((key, "12,com.example.app"))));
        Assert.StartsWith(name, fault.Message, StringComparison.Ordinal);
        Assert.Contains("com.example.app", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Alerts_Unset_SendNothing() => Assert.Equal(new AlertsOptions(), AlertsOptions.From(Settings()));

    [Theory]
    [InlineData("slack", AlertFormat.Slack)]
    [InlineData("Teams", AlertFormat.Teams)]
    [InlineData("json", AlertFormat.Json)]
    public void Alerts_Format_IsRead(string text, AlertFormat expected) =>
        Assert.Equal(expected, AlertsOptions.From(Settings(("Alerts:WebhookUrl", "https://hooks.example/x"), ("Alerts:Format", text))).Format);

    [Theory]
    [InlineData("Alerts:WebhookUrl", "hooks.example/secret", "Alerts__WebhookUrl")]
    [InlineData("Alerts:WebhookUrl", "ftp://hooks.example/secret", "Alerts__WebhookUrl")]
    [InlineData("Alerts:Format", "mail", "Alerts__Format")]
    public void Alerts_Wrong_SaysWhichSettingAndNeverTheAddress(string key, string value, string name)
    {
        var fault = Assert.Throws<ConfigurationException>(() => AlertsOptions.From(Settings((key, value))));
        Assert.StartsWith(name, fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Alerts_Text_HidesTheAddress() =>
        Assert.DoesNotContain("T000", AlertsOptions.From(Settings(("Alerts:WebhookUrl", "https://hooks.example/T000"))).ToString(), StringComparison.Ordinal);

    static IConfiguration Settings(params (string Key, string Value)[] values) =>
        new ConfigurationBuilder().AddInMemoryCollection(values.Select(v => KeyValuePair.Create(v.Key, (string?)v.Value))).Build();
}
