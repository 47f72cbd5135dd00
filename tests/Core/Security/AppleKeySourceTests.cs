using System.Security.Cryptography;
using AppleAnalytics.Lake;

namespace AppleAnalytics.Security;

public sealed class AppleKeySourceTests
{
    static readonly string Pem = Make(ECCurve.NamedCurves.nistP256);

    [Fact]
    public async Task Environment_EscapedLineBreaks_IsTheKey()
    {
        var source = new EnvironmentKeySource(new() { KeyId = "K", IssuerId = "I", PrivateKey = Pem.Replace("\n", "\\n") });

        var key = await source.GetAsync();

        Assert.Equal(("I", "K", Pem), (key.IssuerId, key.KeyId, key.PrivateKey));
    }

    [Theory]
    [InlineData("not a key")]
    [InlineData("-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----")]
    public void Environment_NoKey_SaysWhatToSetAndNotWhatWasSet(string text)
    {
        var fault = Assert.Throws<ConfigurationException>(() => new EnvironmentKeySource(new() { KeyId = "K", PrivateKey = text }));

        Assert.Contains("Apple__PrivateKey does not hold a P-256 private key", fault.Message);
        Assert.DoesNotContain("AAAA", fault.ToString());
    }

    [Fact]
    public void Environment_OtherCurve_IsRefused() =>
        Assert.Throws<ConfigurationException>(() => new EnvironmentKeySource(new() { KeyId = "K", PrivateKey = Make(ECCurve.NamedCurves.nistP384) }));

    [Fact]
    public void Environment_RsaKey_IsRefused()
    {
        using var rsa = RSA.Create(2048);
        Assert.Throws<ConfigurationException>(() => new EnvironmentKeySource(new() { KeyId = "K", PrivateKey = rsa.ExportPkcs8PrivateKeyPem() }));
    }

    [Fact]
    public void File_Missing_NamesThePathAndTheSetting()
    {
        var fault = Assert.Throws<ConfigurationException>(() => new FileKeySource(new() { KeyId = "K", PrivateKeyPath = "/nowhere/AuthKey.p8" }));

        Assert.Contains("/nowhere/AuthKey.p8", fault.Message);
        Assert.Contains("Apple__PrivateKeyPath", fault.Message);
    }

    [Fact]
    public async Task File_Replaced_IsTakenUp()
    {
        using var folder = new TempFolder();
        var path = folder.Combine("AuthKey.p8");
        await File.WriteAllTextAsync(path, Pem);
        var source = new FileKeySource(new() { KeyId = "K", PrivateKeyPath = path });
        var rotated = Make(ECCurve.NamedCurves.nistP256);
        await File.WriteAllTextAsync(path, rotated);

        Assert.Equal(rotated, (await source.GetAsync()).PrivateKey);
    }

    static string Make(ECCurve curve)
    {
        using var key = ECDsa.Create(curve);
        return key.ExportPkcs8PrivateKeyPem();
    }
}
