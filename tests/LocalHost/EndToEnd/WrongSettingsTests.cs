using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace AppleAnalytics.LocalHost.Tests.EndToEnd;

/// <summary>Every wrong setting ends at once with one sentence that says what to fix, and a non-zero exit code.</summary>
public sealed class WrongSettingsTests : IDisposable
{
    readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    public static TheoryData<string, string, string> Mistakes => new()
    {
        { "Apple__KeyId", "", "Apple__KeyId" },
        { "Apple__PrivateKey", "not a key", "Apple__PrivateKey" },
        { "Apple__PrivateKeyPath", "./no-such-key.p8", "no-such-key.p8" },
        { "Apple__BaseUrl", "ftp://somewhere", "Apple__BaseUrl" },
        { "Reports__Tables", "downloads,foo", "foo" },
        { "Apps__Include", "abc", "Apps__Include" },
        { "Lake__Root", "./file/lake", "Lake__Root" },
        { "Lake__Root", "gs://bucket", "Lake__Root" },
        { "LocalHost__StateDir", "./lake/state", "LocalHost__StateDir" },
        { "LocalHost__StateDir", "./file", "LocalHost__StateDir" },
        { "Freshness__SlaHours", "soon", "Freshness__SlaHours" },
        { "Quality__MinScore", "2", "Quality__MinScore" },
        { "Alerts__Format", "pigeon", "Alerts__Format" },
    };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public async Task Run_WrongSetting_EndsWithOneSentenceThatNamesIt(string key, string value, string expected)
    {
        await File.WriteAllTextAsync(_directory["file"], "in the way");
        var settings = Good();
        if (key == "Apple__PrivateKeyPath")
        {
            settings.Remove("Apple__PrivateKey");
        }

        settings[key] = value;

        InProcess.Configure(_directory.Path, settings);

        var (exitCode, output, error) = await InProcess.RunAsync(_directory.Path, "run");

        AssertMistake(exitCode, output, error, expected);
    }

    [Fact]
    public async Task Run_NothingConfigured_SaysHowToGetAKey()
    {
        var (exitCode, output, error) = await LocalHostProcess.RunAsync(_directory.Path, new Dictionary<string, string> { ["Reports__Tables"] = "downloads" }, "run");

        AssertMistake(exitCode, output, error, "Apple__KeyId");
    }

    [Fact]
    public async Task Serve_PortTaken_SaysWhichOptionToUse()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port.ToString(System.Globalization.CultureInfo.InvariantCulture);

        var (exitCode, output, error) = await LocalHostProcess.RunAsync(_directory.Path, Good(), "serve", "--port", port);

        AssertMistake(exitCode, output, error, "--port");
    }

    static void AssertMistake(int exitCode, string output, string error, string expected)
    {
        Assert.Equal(2, exitCode);
        Assert.Empty(output);
        Assert.Contains(expected, error, StringComparison.Ordinal);
        Assert.Single(error.TrimEnd().Split('\n'));
        Assert.DoesNotContain("Exception:", error, StringComparison.Ordinal);
    }

    static Dictionary<string, string> Good()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return new()
        {
            ["Apple__BaseUrl"] = "http://127.0.0.1:9",
            ["Apple__IssuerId"] = "57246542-96fe-1a63-e053-0824d011072a",
            ["Apple__KeyId"] = "2X9R4HXF34",
            ["Apple__PrivateKey"] = key.ExportPkcs8PrivateKeyPem(),
        };
    }
}
