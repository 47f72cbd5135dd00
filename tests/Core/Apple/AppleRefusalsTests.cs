using System.Net;

namespace AppleAnalytics.Apple;

public sealed class AppleRefusalsTests
{
    [Fact]
    public void Explain_KeyInASecret_NamesTheSecretAndNoSetting()
    {
        var message = Explain(HttpStatusCode.Unauthorized, new() { SecretName = "apple/key" });

        Assert.Contains("the API key in the secret apple/key", message, StringComparison.Ordinal);
        Assert.Contains("keyId, issuerId (none for an individual key) and privateKey in it", message, StringComparison.Ordinal);
        Assert.DoesNotContain("Apple__", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ISSUER", "Apple__IssuerId (set, so the key is used as a team key)")]
    [InlineData(null, "Apple__IssuerId (not set, so the key is used as an individual key)")]
    public void Explain_KeyInTheSettings_NamesKeyAndSettings(string? issuer, string said)
    {
        var message = Explain(HttpStatusCode.Unauthorized, new() { KeyId = "KEY1234567", IssuerId = issuer });

        Assert.Contains("the API key KEY1234567,", message, StringComparison.Ordinal);
        Assert.Contains(said, message, StringComparison.Ordinal);
    }

    static string Explain(HttpStatusCode status, AppleOptions options) =>
        AppleRefusals.Explain(new("listApps", HttpMethod.Get, new("https://api.example/v1/apps"), "the apps"), new() { Status = status, Body = [] }, options).Message!;
}
