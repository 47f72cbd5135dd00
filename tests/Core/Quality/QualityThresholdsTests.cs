using Microsoft.Extensions.Configuration;

namespace AppleAnalytics.Quality;

public sealed class QualityThresholdsTests
{
    [Fact]
    public void From_NothingSet_IsTheDefaults() => Assert.Equal(new()
    {
        MaxRejectedRows = 100, MaxRejectedFraction = 0.01, MinScore = 0.8, MinRows = 1, MaxNullFraction = 0.05, MaxUsdPerPurchase = 10_000, MaxRestatement = 0.2, Strict = false,
    }, From());

    [Fact]
    public void From_EverythingSet_IsRead() => Assert.Equal(
        new()
        {
            MaxRejectedRows = 5, MaxRejectedFraction = 0.5, MinScore = 0, MinRows = 7, MaxNullFraction = 0.25, MaxUsdPerPurchase = 99, MaxRestatement = 0.5, Strict = true,
        },
        From(
            ("MaxRejectedRows", "5"), ("MaxRejectedFraction", "0.5"), ("MinScore", "0"), ("MinRows", "7"), ("MaxNullFraction", "0.25"),
            ("MaxUsdPerPurchase", "99"), ("MaxRestatement", "0.5"), ("Strict", "true")));

    [Theory]
    [InlineData("MaxRejectedRows", "-1")]
    [InlineData("MaxRejectedRows", "many")]
    [InlineData("MaxRejectedFraction", "1.5")]
    [InlineData("MinScore", "80%")]
    [InlineData("MinRows", "0.5")]
    [InlineData("MaxNullFraction", "2")]
    [InlineData("MaxUsdPerPurchase", "$100")]
    [InlineData("MaxRestatement", "-0.1")]
    [InlineData("Strict", "yes")]
    public void From_WrongValue_SaysWhatToSet(string key, string value) =>
        Assert.Contains($"Quality__{key} is '{value}'. Set it to", Assert.Throws<ConfigurationException>(() => From((key, value))).Message, StringComparison.Ordinal);

    static QualityThresholds From(params (string Key, string Value)[] settings) => QualityThresholds.From(
        new ConfigurationBuilder().AddInMemoryCollection(settings.Select(s => KeyValuePair.Create("Quality:" + s.Key, (string?)s.Value))).Build());
}
