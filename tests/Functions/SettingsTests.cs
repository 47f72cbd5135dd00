using System.Security.Cryptography;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace AppleAnalytics.Functions;

public sealed class SettingsTests : IDisposable
{
    readonly string _folder = Directory.CreateTempSubdirectory("settings-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task CheckSettings_AllThere_Passes() => await CheckAsync();

    [Theory]
    [InlineData("Apple:KeyId", "", "Apple__KeyId")]
    [InlineData("Apple:PrivateKey", "", "Apple__PrivateKeyPath")]
    [InlineData("Apple:PrivateKey", "not a key", "Apple__PrivateKey")]
    [InlineData("Apple:BaseUrl", "ftp://example", "Apple__BaseUrl")]
    [InlineData("Reports:Tables", "downloads,revenue", "Reports__Tables")]
    [InlineData("Apps:Include", "com.example", "Apps__Include")]
    [InlineData("Alerts:Format", "mail", "Alerts__Format")]
    [InlineData("Lake:Root", "gs://bucket", "Lake__Root")]
    [InlineData("Catalog:Kind", "hive", "Catalog__Kind")]
    [InlineData("Freshness:SlaHours", "soon", "Freshness__SlaHours")]
    [InlineData("Quality:MinScore", "2", "Quality__MinScore")]
    public async Task CheckSettings_OneWrong_IsOneSentenceThatNamesIt(string key, string value, string name)
    {
        var fault = await Assert.ThrowsAsync<ConfigurationException>(() => CheckAsync((key, value)));
        Assert.Contains(name, fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("\n", fault.Message, StringComparison.Ordinal);
        Assert.EndsWith(".", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CheckSettings_KeyFileMissing_NamesTheFile()
    {
        var path = Path.Combine(_folder, "AuthKey_NONE.p8");
        var fault = await Assert.ThrowsAsync<ConfigurationException>(() => CheckAsync(("Apple:PrivateKey", ""), ("Apple:PrivateKeyPath", path)));
        Assert.Contains("AuthKey_NONE.p8", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CheckSettings_LakeIsAFile_SaysSo()
    {
        var path = Path.Combine(_folder, "lake");
        await File.WriteAllTextAsync(path, "");
        var fault = await Assert.ThrowsAsync<ConfigurationException>(() => CheckAsync(("Lake:Root", path)));
        Assert.Contains("Lake__Root", fault.Message, StringComparison.Ordinal);
    }

    async Task CheckAsync(params (string Key, string Value)[] settings)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(new Dictionary<string, string?>
            {
                ["Apple:KeyId"] = "KEY0000001",
                ["Apple:PrivateKey"] = key.ExportPkcs8PrivateKeyPem(),
                ["Lake:Root"] = Path.Combine(_folder, "root"),
            })
            .AddInMemoryCollection(settings.Select(s => KeyValuePair.Create(s.Key, (string?)s.Value)))
            .Build();
        await using var services = new ServiceCollection().AddAppleAnalytics(configuration).BuildServiceProvider();
        await AppleAnalyticsServices.CheckSettingsAsync(services, default);
    }
}
