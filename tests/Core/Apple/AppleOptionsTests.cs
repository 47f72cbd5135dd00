using Microsoft.Extensions.Configuration;

namespace AppleAnalytics.Apple;

public sealed class AppleOptionsTests
{
    [Fact]
    public void From_AllSet_ReadsThem()
    {
        var options = From(("BaseUrl", "https://example.test/asc/"), ("KeyId", " K "), ("IssuerId", "I"), ("PrivateKeyPath", "key.p8"), ("HistoryOnFirstRun", "false"));

        Assert.Equal(new() { BaseUrl = new("https://example.test/asc/"), KeyId = "K", IssuerId = "I", PrivateKeyPath = "key.p8", HistoryOnFirstRun = false }, options);
    }

    [Fact]
    public void From_LittleSet_HasDefaults()
    {
        var options = From(("KeyId", "K"), ("PrivateKeyPath", "key.p8"), ("IssuerId", ""));

        Assert.Equal(new("https://api.appstoreconnect.apple.com"), options.BaseUrl);
        Assert.True(options.HistoryOnFirstRun);
        Assert.Equal(["amazonaws.com", "apple.com"], options.DownloadHosts);
        Assert.Null(options.IssuerId);
    }

    [Fact]
    public void From_DownloadHosts_ReplaceTheDefault() =>
        Assert.Equal(["files.example", "amazonaws.com"], From(("KeyId", "K"), ("PrivateKey", "x"), ("DownloadHosts", "files.example, amazonaws.com")).DownloadHosts);

    [Fact]
    public void From_SecretName_HasNoKeyIdAndCountsTheQuotaUnderTheSecret()
    {
        var options = From(("SecretName", "apple/key_1"), ("KeyId", "K"));

        Assert.Null(options.KeyId);
        Assert.Equal("apple-key-1", options.QuotaKey);
        Assert.Equal("K", From(("KeyId", "K"), ("PrivateKeyPath", "key.p8")).QuotaKey);
    }

    [Theory]
    [InlineData("Apple__DownloadHosts", "KeyId=K", "PrivateKey=x", "DownloadHosts=https://files.example/")]
    [InlineData("Apple__DownloadHosts", "KeyId=K", "PrivateKey=x", "DownloadHosts=,")]
    [InlineData("Apple__KeyId is not set", "PrivateKey=x")]
    [InlineData("The private key is missing", "KeyId=K")]
    [InlineData("are both set", "KeyId=K", "PrivateKey=x", "PrivateKeyPath=y")]
    [InlineData("Apple__BaseUrl is not usable", "KeyId=K", "PrivateKey=x", "BaseUrl=http://example.test")]
    [InlineData("Apple__BaseUrl is not usable", "KeyId=K", "PrivateKey=x", "BaseUrl=nonsense")]
    [InlineData("Apple__HistoryOnFirstRun", "KeyId=K", "PrivateKey=x", "HistoryOnFirstRun=maybe")]
    public void From_Wrong_SaysWhatToSet(string said, params string[] settings)
    {
        var fault = Assert.Throws<ConfigurationException>(() => From([.. settings.Select(s => (s.Split('=')[0], s.Split('=')[1]))]));

        Assert.Contains(said, fault.Message);
    }

    static AppleOptions From(params (string Key, string Value)[] settings) =>
        AppleOptions.From(new ConfigurationBuilder().AddInMemoryCollection(settings.ToDictionary(s => "Apple:" + s.Key, s => (string?)s.Value)).Build());
}
