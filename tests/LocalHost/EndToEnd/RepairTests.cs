using System.IO.Compression;
using System.Text;
using System.Text.Json;
using AppleAnalytics.Lake;
using AppleAnalytics.Simulator;

namespace AppleAnalytics.LocalHost.Tests.EndToEnd;

/// <summary>The verbs that put a lake right, on a lake of two deliveries that share a date: monday holds the 1st and 2nd, tuesday the 2nd and 3rd.</summary>
public sealed class RepairTests : IAsyncLifetime
{
    const string Header = "Date\tApp Name\tApp Apple Identifier\tDownload Type\tApp Version\tDevice\tPlatform Version\tSource Type\tPage Type\tPre-Order\tTerritory\tCounts\n";

    readonly TemporaryDirectory _directory = new();
    readonly SortedDictionary<string, string> _whole = [];

    string Manifest => _directory["lake/state/manifests/downloads/app_id=42.json"];

    public async Task InitializeAsync()
    {
        Write("monday.csv.gz", Row("2026-03-01", 5), Row("2026-03-02", 7));
        Write("tuesday.csv.gz", Row("2026-03-02", 9), Row("2026-03-03", 1));
        Assert.Equal(0, (await RunAsync("curate", "monday.csv.gz", "tuesday.csv.gz", "--table", "downloads", "--out", "lake")).ExitCode);
        Assert.Equal("01 monday, 02 tuesday, 03 tuesday", Standing());
        foreach (var (key, hash) in Curated())
        {
            _whole[key] = hash;
        }
    }

    public Task DisposeAsync()
    {
        _directory.Dispose();
        return Task.CompletedTask;
    }

    [Fact]
    public async Task Recurate_AsOf_RollsBackUntilUnpinned_AndStatusShowsThePin()
    {
        var back = await RunAsync("recurate", "--from", "2026-03-02", "--to", "2026-03-02", "--as-of", "2026-03-03", "--tables", "downloads", "--reason", "tuesday is wrong");
        var status = await RunAsync("status");
        var listed = await RunAsync("unpin");

        Assert.True(back.ExitCode == 0, back.Output + back.Error);
        Assert.Contains("1 partitions written", back.Output, StringComparison.Ordinal);
        Assert.Equal("01 monday, 02 monday, 03 tuesday", Standing());
        const string pin = "as-of-2026-03-03_2026-03-02_2026-03-02_downloads";
        Assert.Contains($"Pinned: {pin}: downloads of every app, 2026-03-02 to 2026-03-02: as of 2026-03-03 (tuesday is wrong)", status.Output, StringComparison.Ordinal);
        Assert.Contains(pin, listed.Output, StringComparison.Ordinal);

        var again = await RunAsync("curate", "tuesday.csv.gz", "--table", "downloads", "--out", "lake");
        Assert.True(again.ExitCode == 0, again.Output);
        Assert.Equal("01 monday, 02 monday, 03 tuesday", Standing());

        var unpinned = await RunAsync("unpin", pin);
        Assert.True(unpinned.ExitCode == 0, unpinned.Output + unpinned.Error);
        Assert.Equal(_whole, Curated());
        Assert.Contains("Nothing is pinned", (await RunAsync("unpin")).Output, StringComparison.Ordinal);
        Assert.Equal(2, (await RunAsync("unpin", pin)).ExitCode);
    }

    [Fact]
    public async Task Recurate_AsOfBeforeAnyDeliveryOfADate_SaysWhatIsLeft()
    {
        var (exitCode, output, _) = await RunAsync("recurate", "--from", "2026-03-02", "--to", "2026-03-03", "--as-of", "2026-03-03");

        Assert.Equal(1, exitCode);
        Assert.Contains("LEFT downloads of app 42, 2026-03-03: still the rows of delivery tuesday of 2026-03-04", output, StringComparison.Ordinal);
        Assert.Equal("01 monday, 02 monday, 03 tuesday", Standing());
    }

    [Fact]
    public async Task Recurate_PartitionsDamagedOrGone_ComeBackByteForByte()
    {
        File.Delete(Partition("01"));
        await File.WriteAllTextAsync(Partition("02"), "no parquet");
        var monday = await File.ReadAllBytesAsync(Partition("03"));
        monday[10] ^= 1;
        await File.WriteAllBytesAsync(Partition("03"), monday);

        var (exitCode, output, error) = await RunAsync("recurate", "--from", "2026-03-01", "--to", "2026-03-03");

        Assert.True(exitCode == 0, output + error);
        Assert.Equal(_whole, Curated());
        Assert.Contains("0 partitions written, 3 stood right", (await RunAsync("recurate", "--from", "2026-03-01", "--to", "2026-03-03")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Exclude_ABadDelivery_GivesWayToTheOneBefore_AndComesBackUnpinned()
    {
        var excluded = await RunAsync("exclude", "tuesday", "--reason", "wrong");

        Assert.Equal(1, excluded.ExitCode);
        Assert.Contains("2 partitions of downloads, app 42, stood from it", excluded.Output, StringComparison.Ordinal);
        Assert.Contains("LEFT downloads of app 42, 2026-03-03", excluded.Output, StringComparison.Ordinal);
        Assert.Equal("01 monday, 02 monday, 03 tuesday", Standing());
        Assert.Contains("Pinned: exclude-tuesday: delivery tuesday is kept out (wrong)", (await RunAsync("status")).Output, StringComparison.Ordinal);
        Assert.Equal(0, (await RunAsync("unpin", "exclude-tuesday")).ExitCode);
        Assert.Equal(_whole, Curated());
    }

    [Fact]
    public async Task Reconcile_ManifestDamagedOrMissing_IsMadeAgainByteForByte()
    {
        var right = await File.ReadAllTextAsync(Manifest);
        await File.WriteAllTextAsync(Manifest, "{ broken");
        var damaged = await RunAsync("status");
        var mended = await RunAsync("reconcile");
        var afterDamage = await File.ReadAllTextAsync(Manifest);
        File.Delete(Manifest);
        await RunAsync("reconcile", "--tables", "downloads");

        Assert.NotEqual(0, damaged.ExitCode);
        Assert.Contains("`reconcile`", damaged.Error, StringComparison.Ordinal);
        Assert.Contains("1 manifests compared with their partitions, 1 written anew", mended.Output, StringComparison.Ordinal);
        Assert.Equal(right, afterDamage);
        Assert.Equal(right, await File.ReadAllTextAsync(Manifest));
        Assert.Contains("0 written anew", (await RunAsync("reconcile")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reconcile_UnreadablePartition_IsNamed()
    {
        await File.WriteAllTextAsync(Partition("02"), "no parquet");

        var (exitCode, output, _) = await RunAsync("reconcile");

        Assert.Equal(1, exitCode);
        Assert.Contains("UNREADABLE curated/downloads/dt=2026-03-02/app_id=42/data.parquet", output, StringComparison.Ordinal);
        Assert.Equal("01 monday, 03 tuesday", Standing());
    }

    [Fact]
    public async Task Release_AParkedDelivery_IsDueAgain()
    {
        Write("bad.csv.gz", [.. Enumerable.Range(0, 150).Select(_ => Row("2026-03-01", 1).Replace("\t1\n", "\tx\n", StringComparison.Ordinal)), Row("2026-03-01", 1)]);
        for (var attempt = 0; attempt < 3; attempt++)
        {
            await RunAsync("curate", "bad.csv.gz", "--table", "downloads", "--out", "lake", "--processing-date", "2026-03-09");
        }

        var released = await RunAsync("release", "bad");

        Assert.Contains("Delivery bad of app 42 is due again", released.Output, StringComparison.Ordinal);
        var again = await RunAsync("release", "bad");
        Assert.Equal(2, again.ExitCode);
        Assert.Contains("No delivery 'bad' is parked", again.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("recurate --from 2026-03-02 --to 2026-03-01", "swap them")]
    [InlineData("recurate --from 2026-03-02 --to 2026-03-03 --as-of 2026-03-02", "is not after --from")]
    [InlineData("recurate --from 2026-03-02 --to 2026-03-03 --tables reviews", "Reviews are not made from deliveries")]
    [InlineData("exclude wednesday", "No delivery 'wednesday' has landed")]
    [InlineData("unpin nothing", "nothing is pinned")]
    [InlineData("forget", "Say what to forget")]
    [InlineData("forget --personal-data", "Reviews__PersonalData is keep")]
    public async Task Mistakes_AreSaidInOneSentence(string line, string sentence)
    {
        var (exitCode, output, error) = await RunAsync(line.Split(' '));

        Assert.Equal((2, ""), (exitCode, output));
        Assert.Contains(sentence, Assert.Single(error.TrimEnd().Split('\n')), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Forget_AndHealth_OnALakeWithReviews()
    {
        await using var apple = await SimulatorServer.StartAsync(InProcess.FewReviews with { Apps = 1, NewApps = 0, RequestAgeDays = 2, HourLimit = 100_000 });
        InProcess.Configure(_directory.Path, InProcess.Settings(apple));
        var healthy = await RunAsync("health");
        Assert.True(healthy.ExitCode == 0, healthy.Output + healthy.Error);
        Assert.Contains("key: ok", healthy.Output, StringComparison.Ordinal);
        Assert.Equal(0, (await RunAsync("run", "--tables", "reviews")).ExitCode);
        Assert.Contains("last run: run-", (await RunAsync("health")).Output, StringComparison.Ordinal);
        var dates = Directory.GetFiles(_directory["lake/state/reviews"], "dates.json", SearchOption.AllDirectories).Single();
        using var ids = JsonDocument.Parse(await File.ReadAllBytesAsync(dates));
        var id = ids.RootElement.GetProperty("ids").EnumerateObject().First().Name;

        var forgotten = await RunAsync("forget", id);
        var again = await RunAsync("forget", id);
        Assert.Equal(0, (await RunAsync("run", "--tables", "reviews")).ExitCode);

        Assert.Contains("Written anew without it: 1 raw pages, 1 partitions", forgotten.Output, StringComparison.Ordinal);
        Assert.Contains("Nothing of review", again.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(
            Directory.GetFiles(_directory["lake"], "*", SearchOption.AllDirectories).Select(Unpacked), text => text.Contains(id, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Health_DamagedLake_SaysWhyAndFails()
    {
        await using var apple = await SimulatorServer.StartAsync(InProcess.FewReviews with { Apps = 1, NewApps = 0 });
        InProcess.Configure(_directory.Path, InProcess.Settings(apple));
        Directory.CreateDirectory(_directory["lake/runs"]);
        await File.WriteAllTextAsync(_directory["lake/runs/latest.json"], "{ broken");

        var (exitCode, output, _) = await RunAsync("health");

        Assert.Equal(1, exitCode);
        Assert.Contains("runs/latest.json in the lake cannot be read", output, StringComparison.Ordinal);
    }

    static string Unpacked(string file)
    {
        if (!file.EndsWith(".json.gz", StringComparison.Ordinal))
        {
            return Encoding.UTF8.GetString(File.ReadAllBytes(file));
        }

        using var reader = new StreamReader(new GZipStream(File.OpenRead(file), CompressionMode.Decompress));
        return reader.ReadToEnd();
    }

    Task<(int ExitCode, string Output, string Error)> RunAsync(params string[] args) => InProcess.RunAsync(_directory.Path, args);

    SortedDictionary<string, string> Curated() => TemporaryDirectory.Hashes(_directory["lake/curated"]);

    string Partition(string day) => _directory[$"lake/curated/downloads/dt=2026-03-{day}/app_id=42/data.parquet"];

    /// <summary>Which delivery every date stands from.</summary>
    string Standing() => string.Join(", ", LakeJson.Deserialize<PartitionManifest>(File.ReadAllBytes(Manifest), "").Partitions
        .Select(p => $"{p.Key:dd} {p.Value.Vintage.InstanceId}"));

    static string Row(string date, int counts) =>
        $"{date}\tApp\t42\tFirst-time download\t1.0\tiPhone\tiOS 26.5\tApp Store search\tProduct page\t\tUS\t{counts}\n";

    void Write(string name, params string[] rows)
    {
        using var gzip = new GZipStream(File.Create(_directory[name]), CompressionLevel.Fastest);
        gzip.Write(Encoding.UTF8.GetBytes(Header + string.Concat(rows)));
    }
}
