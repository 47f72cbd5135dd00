using System.Text;

namespace AppleAnalytics.Parquet;

public class SnappyEncoderTests
{
    public static TheoryData<string, byte[]> Inputs()
    {
        var random = new Random(7);
        var noise = new byte[200_000];
        random.NextBytes(noise);
        var words = new StringBuilder();
        while (words.Length < 300_000)
        {
            words.Append("territory ").Append(random.Next(200)).Append(' ');
        }

        byte[] mixed = [.. noise[..70_000], .. new byte[70_000], .. noise[..70_000], .. Encoding.UTF8.GetBytes(words.ToString())];
        return new()
        {
            { "nothing", [] },
            { "one byte", [42] },
            { "fifteen bytes", new byte[15] },
            { "sixteen bytes", new byte[16] },
            { "zeros beyond a block", new byte[200_001] },
            { "noise", noise },
            { "words", Encoding.UTF8.GetBytes(words.ToString()) },
            { "mixed", mixed },
            { "period of 65", [.. Enumerable.Range(0, 5_000).Select(i => (byte)(i % 65))] },
            { "period of 3000", [.. Enumerable.Range(0, 20_000).Select(i => (byte)(i % 3000 * 7 >> 3))] },
        };
    }

    [Theory]
    [MemberData(nameof(Inputs))]
    public void What_is_compressed_decodes_to_itself(string name, byte[] input)
    {
        var output = new ByteBuffer();
        new SnappyEncoder().Compress(input, output);
        Assert.True(output.Length <= SnappyEncoder.MaxCompressedLength(input.Length), name);
        Assert.Equal(input, SnappyDecoder.Decode(output.Written));
    }

    [Fact]
    public void Repetition_is_compressed_and_the_same_input_gives_the_same_bytes()
    {
        var encoder = new SnappyEncoder();
        ByteBuffer first = new(), second = new();
        var input = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("App Store search\t", 4_000)));
        encoder.Compress(input, first);
        encoder.Compress(new byte[70_000], new ByteBuffer());
        encoder.Compress(input, second);
        Assert.True(first.Length < input.Length / 10);
        Assert.Equal(first.Written.ToArray(), second.Written.ToArray());
    }
}
