using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using AppleAnalytics.Lake;

namespace AppleAnalytics.Interop.Tests.Lake;

/// <summary>The objects of a lake that depend on nothing but what Apple delivered: raw, curated, quarantine, quality.</summary>
static class LakeObjects
{
    static readonly string[] Prefixes = ["raw/", "curated/", "quarantine/", "quality/"];

    /// <summary>Every key with a hash of its bytes.</summary>
    /// <param name="store">The lake.</param>
    /// <param name="apple">Apple's address, which raw pages of reviews link to: it does not count.</param>
    public static async Task<SortedDictionary<string, string>> HashesAsync(ObjectStore store, Uri apple)
    {
        var found = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var prefix in Prefixes)
        {
            await foreach (var each in store.ListAsync(prefix))
            {
                var content = (await store.ReadAsync(each.Key))!.Value.Content;
                found[each.Key] = Convert.ToHexStringLower(SHA256.HashData(each.Key.StartsWith("raw/reviews/", StringComparison.Ordinal) ? WithoutLinks(content, apple) : content));
            }
        }

        return found;
    }

    static byte[] WithoutLinks(byte[] content, Uri apple)
    {
        using var reader = new StreamReader(new GZipStream(new MemoryStream(content), CompressionMode.Decompress));
        return Encoding.UTF8.GetBytes(reader.ReadToEnd().Replace(apple.Authority, "", StringComparison.Ordinal));
    }

    /// <summary>Fails with the first keys that differ.</summary>
    public static void AssertSame(IReadOnlyDictionary<string, string> expected, IReadOnlyDictionary<string, string> actual, string context)
    {
        var differences = expected.Keys.Union(actual.Keys).Order(StringComparer.Ordinal)
            .Where(k => expected.GetValueOrDefault(k) != actual.GetValueOrDefault(k))
            .Select(k => !actual.ContainsKey(k) ? $"missing {k}" : !expected.ContainsKey(k) ? $"surplus {k}" : $"other bytes in {k}")
            .ToList();
        Assert.True(differences.Count == 0, $"{context}: {differences.Count} objects differ\n{string.Join('\n', differences.Take(20))}");
        Assert.True(expected.Keys.Count(k => k.StartsWith("curated/", StringComparison.Ordinal)) > 4, "The lake holds too little to compare.");
    }
}
