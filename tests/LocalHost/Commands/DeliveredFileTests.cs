using System.IO.Compression;
using System.Text;
using AppleAnalytics.LocalHost.Commands;
using AppleAnalytics.Reports;

namespace AppleAnalytics.LocalHost.Tests.Commands;

public sealed class DeliveredFileTests : IDisposable
{
    const string Header = "Date\tApp Name\tApp Apple Identifier\tCounts\n";

    static readonly TableDefinition Downloads = ReportCatalogue.Get("downloads");

    readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void Inspect_GzipFile_FindsTheAppAndTheNewestDate()
    {
        var path = _directory["part 1.csv.gz"];
        using (var gzip = new GZipStream(File.Create(path), CompressionLevel.Fastest))
        {
            gzip.Write(Encoding.UTF8.GetBytes(Header + "2026-03-02\t\"A\" app\t1476097583\t1\n2026-03-03\tA\t1476097583\t1\n2026-03-01\tA\t1476097583\t1\n"));
        }

        var file = DeliveredFile.Inspect(path, Downloads);

        Assert.Equal((1476097583L, new DateOnly(2026, 3, 3), "part-1", true), (file.AppId, file.NewestDate, file.InstanceId, file.IsGzip));
    }

    [Fact]
    public void Inspect_UnpackedCommaFile_IsReadToo()
    {
        var path = Write("0.csv", "Date,App Name,App Apple Identifier\n2026-03-02,\"Lists, and more\",5\n");

        Assert.Equal((5L, false), DeliveredFile.Inspect(path, Downloads) is var file ? (file.AppId, file.IsGzip) : default);
    }

    [Theory]
    [InlineData("", "is empty")]
    [InlineData("Datum\tApp Apple Identifier\n", "lacks Date")]
    [InlineData("Date\tCounts\n2026-03-02\t1\n", "lacks App Apple Identifier")]
    [InlineData(Header, "nothing to curate")]
    [InlineData(Header + "2026-03-02\tA\t1\t1\n2026-03-02\tB\t2\t1\n", "rows of 2 apps (1, 2)")]
    public void Inspect_UnusableFile_SaysWhy(string content, string expected)
    {
        var path = Write("0.csv", content);

        Assert.Contains(expected, Assert.Throws<UserMistakeException>(() => DeliveredFile.Inspect(path, Downloads)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Inspect_MissingFile_SaysSo() =>
        Assert.StartsWith("There is no file", Assert.Throws<UserMistakeException>(() => DeliveredFile.Inspect(_directory["no.csv.gz"], Downloads)).Message, StringComparison.Ordinal);

    [Fact]
    public void Inspect_TruncatedGzip_SaysToDownloadItAgain()
    {
        var path = _directory["0.csv.gz"];
        File.WriteAllBytes(path, [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff]);

        Assert.Contains("download it again", Assert.Throws<UserMistakeException>(() => DeliveredFile.Inspect(path, Downloads)).Message, StringComparison.Ordinal);
    }

    string Write(string name, string content)
    {
        File.WriteAllText(_directory[name], content);
        return _directory[name];
    }
}
