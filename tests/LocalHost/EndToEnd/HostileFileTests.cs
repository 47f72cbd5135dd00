using System.IO.Compression;
using System.Text;

namespace AppleAnalytics.LocalHost.Tests.EndToEnd;

/// <summary>Files made to exhaust memory end with a clear sentence, and the process stays small.</summary>
public sealed class HostileFileTests : IDisposable
{
    /// <summary>Bytes of managed memory, hexadecimal: 128 MiB. The runtime itself takes some 40 MiB.</summary>
    const string MostMemory = "8000000";

    const string Header = "Date\tApp Name\tApp Apple Identifier\tDownload Type\tApp Version\tDevice\tPlatform Version\tSource Type\tPage Type\tPre-Order\tTerritory\tCounts\n";

    const string Row = "2026-03-01\tApp\t42\tRestore\t1.0\tiPhone\tiOS 26.5\tApp Store search\tProduct page\t\tUS\t1\n";

    readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData(Header + Row)]
    [InlineData("Date\tApp Name")]
    [InlineData("")]
    public async Task Curate_GzipBombOfTenGigabytes_EndsWithASentenceAndLittleMemory(string start)
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

        await AssertRefusedAsync("hostile.csv.gz");
    }

    [Theory]
    [InlineData("long.csv.gz")]
    [InlineData("long.csv")]
    public async Task Curate_LineOfAHundredMegabytes_EndsWithASentenceAndLittleMemory(string path)
    {
        var text = new byte[100_000_000];
        text.AsSpan().Fill((byte)'x');
        byte[] whole = [.. Encoding.UTF8.GetBytes(Header + Row + "2026-03-01\t"), .. text, .. Encoding.UTF8.GetBytes("\t42\n" + Row)];
        await File.WriteAllBytesAsync(_directory[path], path.EndsWith(".gz", StringComparison.Ordinal) ? Member(whole) : whole);

        await AssertRefusedAsync(path);
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

    async Task AssertRefusedAsync(string path)
    {
        // More than that is an OutOfMemoryException: the runtime holds the limit exactly, where looking at the process now and then would not.
        await using var curate = LocalHostProcess.Start(
            _directory.Path, new Dictionary<string, string> { ["DOTNET_GCHeapHardLimit"] = MostMemory }, "curate", path, "--table", "downloads", "--out", "out");
        var exitCode = await curate.WaitForExitAsync();
        Assert.True(exitCode != 0, curate.Output);
        Assert.Contains("a line of more than 1,048,576 bytes", curate.Error + curate.Output, StringComparison.Ordinal);
        Assert.Contains(path, curate.Error + curate.Output, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_directory["out/curated"]));
    }
}
