using AppleAnalytics.Apple;
using AppleAnalytics.Lake;

namespace AppleAnalytics.Landing;

public sealed class VerifyingStreamTests : IDisposable
{
    static readonly byte[] Content = Gzip.Of("Date\tCounts\n2026-11-20\t1\n");

    readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Read_AsStated_PassesTheBytesAndKnowsThem()
    {
        await using var stream = new VerifyingStream(new MemoryStream(Content), Content.Length, Gzip.Md5(Content));
        using var copy = new MemoryStream();

        await stream.CopyToAsync(copy);

        Assert.Equal(Content, copy.ToArray());
        Assert.Equal((Gzip.Md5(Content), Content.Length, true, null), (stream.Md5, stream.Bytes, stream.HasRows, stream.Mismatch));
    }

    [Fact]
    public async Task Read_NothingStated_IsNotVerified()
    {
        await using var stream = new VerifyingStream(new MemoryStream(Content), null, null);

        await stream.CopyToAsync(Stream.Null);

        Assert.Null(stream.Mismatch);
    }

    [Theory]
    [InlineData(1, false, "more than")]
    [InlineData(-1, false, "Apple states")]
    [InlineData(0, true, "have MD5")]
    public async Task Put_NotAsStated_TheStoreKeepsNothing(int surplus, bool wrongMd5, string said)
    {
        var store = new FolderObjectStore(_folder.Path);
        await using var stream = new VerifyingStream(new MemoryStream(Content), Content.Length - surplus, wrongMd5 ? new string('0', 32) : Gzip.Md5(Content));

        await Assert.ThrowsAnyAsync<Exception>(() => store.PutAsync("raw/x", stream, PutOptions.Always));

        Assert.Contains(said, stream.Mismatch);
        Assert.Null(await store.HeadAsync("raw/x"));
    }
}
