using AppleAnalytics.Apple;

namespace AppleAnalytics.Landing;

public sealed class HeaderProbeTests
{
    [Theory]
    [InlineData("Date\tCounts\n", false)]
    [InlineData("Date\tCounts", false)]
    [InlineData("\uFEFFDate\tCounts\r\n", false)]
    [InlineData("\r\n\nDate\tCounts\r\n\r\n", false)]
    [InlineData("", false)]
    [InlineData("Date\tCounts\n2026-11-20\t1\n", true)]
    [InlineData("Date\tCounts\n2026-11-20\t1", true)]
    [InlineData("Date\tCounts\r2026-11-20\t1", true)]
    public void HasRows_Texts_TellsRowsFromHeaders(string text, bool rows) => Assert.Equal(rows, Probe(Gzip.Of(text)));

    [Fact]
    public void HasRows_SecondGzipMemberHoldsTheRows_IsTrue() => Assert.True(Probe([.. Gzip.Of("Date\tCounts\n"), .. Gzip.Of("2026-11-20\t1\n")]));

    [Fact]
    public void HasRows_EmptyFile_IsFalse() => Assert.False(Probe([]));

    [Fact]
    public void HasRows_NoGzip_IsLeftToCuration() => Assert.True(Probe("Date\tCounts\n"u8.ToArray()));

    [Fact]
    public void HasRows_TruncatedGzip_IsLeftToCuration()
    {
        var whole = Gzip.Of("Date\tCounts\n");
        Assert.All(Enumerable.Range(1, whole.Length - 1), cut => Assert.True(Probe(whole[..^cut])));
    }

    [Fact]
    public void HasRows_HeaderWithoutEnd_IsBounded() => Assert.True(Probe(Gzip.Of(new byte[64 << 20])));

    [Fact]
    public void HasRows_Large_IsTrueWithoutInflating() => Assert.True(Probe(Gzip.Noise(200_000)));

    static bool Probe(byte[] content)
    {
        var probe = new HeaderProbe();
        foreach (var part in content.Chunk(7))
        {
            probe.Take(part);
        }

        return probe.HasRows();
    }
}
