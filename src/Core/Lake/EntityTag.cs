using System.Buffers;
using System.Security.Cryptography;

namespace AppleAnalytics.Lake;

/// <summary>The entity tag of an object in a folder: the MD5 of its content, as S3's is for small objects.</summary>
internal static class EntityTag
{
    public const int BufferBytes = 1 << 17;

    public static HashAlgorithmName Algorithm => HashAlgorithmName.MD5;

    public static string Of(ReadOnlySpan<byte> content) => Convert.ToHexStringLower(CryptographicOperations.HashData(Algorithm, content));

    /// <summary>Reads without a task for every piece: the file is a local one, and a hop to another thread costs more than reading it.</summary>
    public static string Of(FileStream content, CancellationToken cancellation)
    {
        using var hash = IncrementalHash.CreateHash(Algorithm);
        var buffer = ArrayPool<byte>.Shared.Rent((int)Math.Clamp(content.Length, 1, BufferBytes));
        try
        {
            int read;
            while ((read = content.Read(buffer)) > 0)
            {
                cancellation.ThrowIfCancellationRequested();
                hash.AppendData(buffer, 0, read);
            }

            return Convert.ToHexStringLower(hash.GetHashAndReset());
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
