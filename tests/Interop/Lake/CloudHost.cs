using System.Globalization;
using Amazon.Runtime;
using AppleAnalytics.Interop.Tests.Servers;
using AppleAnalytics.LocalHost.Tests.EndToEnd;
using AppleAnalytics.Simulator;

namespace AppleAnalytics.Interop.Tests.Lake;

/// <summary>LocalHost in processes of their own, with the lake in a bucket; each has its own state directory.</summary>
sealed class CloudHost : IDisposable
{
    readonly string _directory = Directory.CreateTempSubdirectory("cloud").FullName;

    /// <summary>A small account: two apps of a few rows.</summary>
    public static SimulatorOptions Account { get; } = new()
    {
        Apps = 2,
        NewApps = 0,
        RowsPerDate = 20,
        RequestAgeDays = 4,
        HourLimit = 1_000_000,
        Today = new DateOnly(2026, 6, 10),
        ReviewsFrom = new DateOnly(2026, 6, 1),
    };

    /// <summary>The environment of a run.</summary>
    public Dictionary<string, string> Environment { get; }

    /// <param name="apple">The account's server.</param>
    /// <param name="url">The S3 server.</param>
    /// <param name="lake">The lake.</param>
    /// <param name="credentials">Who calls it.</param>
    public CloudHost(SimulatorServer apple, string url, string lake, BasicAWSCredentials credentials)
    {
        var key = credentials.GetCredentials();
        Environment = new(StringComparer.Ordinal)
        {
            ["Apple__BaseUrl"] = apple.BaseAddress.ToString(),
            ["Apple__IssuerId"] = apple.Credentials.IssuerId!,
            ["Apple__KeyId"] = apple.Credentials.KeyId,
            ["Apple__PrivateKey"] = apple.Credentials.PrivateKeyPem,
            ["Apple__HistoryOnFirstRun"] = "false",
            ["Reports__Tables"] = "downloads,purchases,reviews",
            ["Lake__Root"] = lake,
            ["Lake__ServiceUrl"] = url,
            ["Catalog__Kind"] = "local",
            ["Aws__Region"] = "us-east-1",
            ["AWS_ACCESS_KEY_ID"] = key.AccessKey,
            ["AWS_SECRET_ACCESS_KEY"] = key.SecretKey,
            ["AWS_EC2_METADATA_DISABLED"] = "true",
        };
    }

    /// <summary>The verb that acts on the account's day.</summary>
    public static string[] Run { get; } = ["run", "--date", Account.Today!.Value.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)];

    /// <summary>Runs it to its end.</summary>
    public async Task<(int ExitCode, string Said)> RunAsync(params string[] arguments)
    {
        var (code, output, error) = await LocalHostProcess.RunAsync(_directory, Environment, arguments.Length == 0 ? Run : arguments);
        return (code, output + error);
    }

    /// <summary>Starts a run.</summary>
    public LocalHostProcess Start() => LocalHostProcess.Start(_directory, Environment, Run);

    public void Dispose() => Directory.Delete(_directory, recursive: true);
}
