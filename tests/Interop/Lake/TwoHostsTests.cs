using System.Globalization;
using AppleAnalytics.Interop.Tests.Servers;
using AppleAnalytics.Lake;
using AppleAnalytics.LocalHost.Tests.EndToEnd;
using AppleAnalytics.Simulator;
using Xunit.Abstractions;

namespace AppleAnalytics.Interop.Tests.Lake;

/// <summary>
/// Two hosts that know nothing of each other run the same day into one bucket, are killed and started again at random, and leave the
/// lake one undisturbed host would have left. TWO_HOSTS_SEED and TWO_HOSTS_ROUNDS play other and more rounds.
/// </summary>
[Collection(S3Servers.Name)]
public sealed class TwoHostsTests(Moto moto, ITestOutputHelper output)
{
    static readonly int Seed = Setting("TWO_HOSTS_SEED", 20260610);
    static readonly int Rounds = Setting("TWO_HOSTS_ROUNDS", 1);

    [ServerFact]
    public async Task TwoRunsAtOnce_KilledAndRestartedAtRandom_LeaveTheRightLake()
    {
        output.WriteLine($"TWO_HOSTS_SEED={Seed} TWO_HOSTS_ROUNDS={Rounds}");
        await moto.StartedAsync();
        var (expected, milliseconds) = await UndisturbedAsync();
        var kills = 0;
        for (var round = 0; round < Rounds; round++)
        {
            var random = new Random(Seed + (round * 7919));
            await using var apple = await SimulatorServer.StartAsync(CloudHost.Account);
            var bucket = await moto.NewBucketAsync();
            using var one = new CloudHost(apple, moto.Url, $"s3://{bucket}/lake", moto.Owner);
            using var two = new CloudHost(apple, moto.Url, $"s3://{bucket}/lake", moto.Owner);
            var lives = await Task.WhenAll(
                LiveAsync(one, [.. Delays(random, milliseconds)]),
                LiveAsync(two, [.. Delays(random, milliseconds)]));

            kills += lives.Sum();
            using var client = moto.Client(moto.Owner);
            using var store = new S3ObjectStore(client, bucket, "lake");
            LakeObjects.AssertSame(expected, await LakeObjects.HashesAsync(store, apple.BaseAddress), $"TWO_HOSTS_SEED={Seed}, round {round}");
            Assert.All(apple.ReadStats().ReportRequestPosts, p => Assert.True(p.Created <= 1, $"round {round}: app {p.App} has {p.Created} requests"));
            output.WriteLine($"round {round}: right, {lives.Sum()} kills, {expected.Count} objects");
        }

        Assert.True(kills > 0, "No process was killed while it ran.");
    }

    async Task<(IReadOnlyDictionary<string, string> Lake, int Milliseconds)> UndisturbedAsync()
    {
        await using var apple = await SimulatorServer.StartAsync(CloudHost.Account);
        var folder = Directory.CreateTempSubdirectory("undisturbed").FullName;
        try
        {
            using var host = new CloudHost(apple, moto.Url, Path.Combine(folder, "lake"), moto.Owner);
            var started = TimeProvider.System.GetTimestamp();
            var (code, said) = await host.RunAsync();
            Assert.True(code == 0, said);
            return (await LakeObjects.HashesAsync(new FolderObjectStore(Path.Combine(folder, "lake")), apple.BaseAddress), (int)TimeProvider.System.GetElapsedTime(started).TotalMilliseconds);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    // How long each life lasts before it is cut short, measured against what a whole run takes on this machine; the first never ends by itself.
    static IEnumerable<int> Delays(Random random, int milliseconds) =>
        [random.Next(milliseconds / 4, milliseconds / 2), .. Enumerable.Range(0, random.Next(0, 2)).Select(_ => random.Next(milliseconds / 4, milliseconds * 3 / 2))];

    async Task<int> LiveAsync(CloudHost host, IReadOnlyList<int> delays)
    {
        var kills = 0;
        foreach (var delay in delays)
        {
            await using var life = host.Start();
            var end = life.WaitForExitAsync();
            if (await Task.WhenAny(end, Task.Delay(delay)) == end)
            {
                Assert.True(await end == 0, life.Output + life.Error);
                return kills;
            }

            await life.KillAsync();
            kills++;
        }

        var (code, said) = await host.RunAsync();
        Assert.True(code == 0, said);
        return kills;
    }

    static int Setting(string name, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), NumberStyles.Integer, CultureInfo.InvariantCulture, out var value) ? value : otherwise;
}
