using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;

namespace AppleAnalytics.Apple;

/// <summary>Compressed files for tests.</summary>
public static class Gzip
{
    public static byte[] Of(string text) => Of(Encoding.UTF8.GetBytes(text));

    public static byte[] Of(byte[] content)
    {
        using var buffer = new MemoryStream();
        using (var gzip = new GZipStream(buffer, CompressionLevel.Fastest))
        {
            gzip.Write(content);
        }

        return buffer.ToArray();
    }

    public static string Md5(byte[] content)
    {
#pragma warning disable CA5351 // Apple's checksum is an MD5.
        return Convert.ToHexStringLower(MD5.HashData(content));
#pragma warning restore CA5351
    }

    /// <summary>Bytes that do not compress, the same every time.</summary>
    public static byte[] Noise(int bytes)
    {
        var noise = new byte[bytes];
        new Random(7).NextBytes(noise);
        return noise;
    }
}
