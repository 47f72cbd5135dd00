using System.IO.Compression;
using System.Text;

namespace AppleAnalytics.LocalHost.Tests.EndToEnd;

/// <summary><c>curate</c> as a process, offline.</summary>
public sealed class CurateTests : IDisposable
{
    const string Header = "Date\tApp Name\tApp Apple Identifier\tDownload Type\tApp Version\tDevice\tPlatform Version\tSource Type\tPage Type\tPre-Order\tTerritory\tCounts\n";

    readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Curate_TwoDeliveries_TheLaterOneWinsTheSharedDate()
    {
        Write("monday.csv.gz", Row("2026-03-01", 5), Row("2026-03-02", 7));
        Write("tuesday.csv.gz", Row("2026-03-02", 9), Row("2026-03-03", 1));

        var (exitCode, output, error) = await LocalHostProcess.RunAsync(
            _directory.Path, null, "curate", "tuesday.csv.gz", "monday.csv.gz", "--table", "downloads", "--out", "out");

        Assert.True(exitCode == 0, output + error);
        Assert.Equal(
            ["dt=2026-03-01/app_id=42/data.parquet", "dt=2026-03-02/app_id=42/data.parquet", "dt=2026-03-03/app_id=42/data.parquet"],
            TemporaryDirectory.Hashes(_directory["out/curated/downloads"]).Keys);
        var before = TemporaryDirectory.Hashes(_directory["out/curated"]);

        var again = await LocalHostProcess.RunAsync(_directory.Path, null, "curate", "monday.csv.gz", "tuesday.csv.gz", "--table", "downloads", "--out", "out");

        Assert.True(again.ExitCode == 0, again.Output + again.Error);
        Assert.Equal(before, TemporaryDirectory.Hashes(_directory["out/curated"]));
    }

    [Fact]
    public async Task Curate_TooManyBadRows_FailsTheFileAndPublishesNothing()
    {
        Write("bad.csv.gz", [.. Enumerable.Range(0, 50).Select(i => Row("2026-03-01", 1).Replace("\t1\n", $"\tx{i}\n", StringComparison.Ordinal)), Row("2026-03-01", 1)]);

        var (exitCode, output, _) = await LocalHostProcess.RunAsync(_directory.Path, null, "curate", "bad.csv.gz", "--table", "downloads", "--out", "out");

        Assert.Equal(1, exitCode);
        Assert.Contains("FAILED", output, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_directory["out/curated"]));
    }

    static string Row(string date, int counts) =>
        $"{date}\tApp\t42\tFirst-time download\t1.0\tiPhone\tiOS 26.5\tApp Store search\tProduct page\t\tUS\t{counts}\n";

    void Write(string name, params string[] rows)
    {
        using var gzip = new GZipStream(File.Create(_directory[name]), CompressionLevel.Fastest);
        gzip.Write(Encoding.UTF8.GetBytes(Header + string.Concat(rows)));
    }
}
