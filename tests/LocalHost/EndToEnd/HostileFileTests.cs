using System.Diagnostics;
using System.IO.Compression;
using System.Text;

namespace AppleAnalytics.LocalHost.Tests.EndToEnd;

/// <summary>Files made to exhaust memory end with a clear sentence, and the process stays small.</summary>
public sealed class HostileFileTests : IDisposable
{
    const long MostMemory = 200_000_000;

    const string Header = "Date\tApp Name\tApp Apple Identifier\tDownload Type\tApp Version\tDevice\tPlatform Version\tSource Type\tPage Type\tPre-Order\tTerritory\tCounts\n";

    const string Row = "2026-03-01\tApp\t42\tRestore\t1.0\tiPhone\tiOS 26.5\tApp Store search\tProduct page\t\tUS\t1\n";

    readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData("bomb in a row", Header + Row)]
    [InlineData("bomb in the header", "Date\tApp Name")]
    [InlineData("bomb from the first byte", "")]
    public async Task Curate_GzipBombOfTenGigabytes_EndsWithASentenceAndLittleMemory(string name, string start)
    {
        // Members of one gzip file are one text: 160 times the same 64 MiB of zeros.
        var zeros = Member(new byte[64 << 20]);
        await using (var file = File.Create(_directory["hostile.csv.gz"]))
        {
            file.Write(Member(Encoding.UTF8.GetBytes(start)));
            for (var i = 0; i < 160; i++)
            {
                file.Write(zeros);
            }
        }

        await AssertRefusedAsync(name, "hostile.csv.gz");
    }

    [Theory]
    [InlineData("gzip", "long.csv.gz")]
    [InlineData("plain", "long.csv")]
    public async Task Curate_LineOfAHundredMegabytes_EndsWithASentenceAndLittleMemory(string name, string path)
    {
        var text = new byte[100_000_000];
        text.AsSpan().Fill((byte)'x');
        byte[] whole = [.. Encoding.UTF8.GetBytes(Header + Row + "2026-03-01\t"), .. text, .. Encoding.UTF8.GetBytes("\t42\n" + Row)];
        await File.WriteAllBytesAsync(_directory[path], path.EndsWith(".gz", StringComparison.Ordinal) ? Member(whole) : whole);

        await AssertRefusedAsync(name, path);
    }

    static byte[] Member(byte[] text)
    {
        using var target = new MemoryStream();
        using (var gzip = new GZipStream(target, CompressionLevel.Fastest))
        {
            gzip.Write(text);
        }

        return target.ToArray();
    }

    async Task AssertRefusedAsync(string name, string path)
    {
        await using var curate = LocalHostProcess.Start(_directory.Path, null, "curate", path, "--table", "downloads", "--out", "out");
        var ended = curate.WaitForExitAsync();
        var peak = 0L;
        using (var process = Process.GetProcessById(curate.Id))
        {
            // The kernel keeps the peak, so it is enough to read it now and then until the process is gone.
            while (await Task.WhenAny(ended, Task.Delay(5)) != ended)
            {
                process.Refresh();
                peak = Math.Max(peak, PeakOf(process));
            }
        }

        Assert.True(await ended != 0, curate.Output);
        Assert.Contains("a line of more than 1,048,576 bytes", curate.Error + curate.Output, StringComparison.Ordinal);
        Assert.Contains(path, curate.Error + curate.Output, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_directory["out/curated"]));
        Assert.True(peak is > 0 and < MostMemory, $"{name}: {peak:N0} bytes at the peak.");
    }

    static long PeakOf(Process process)
    {
        try
        {
            return process.HasExited ? 0 : process.PeakWorkingSet64;
        }
        catch (InvalidOperationException)
        {
            // It ended between the two questions.
            return 0;
        }
    }
}
