using System.Security.Cryptography;
using AppleAnalytics.Lake;

namespace AppleAnalytics.Interop.Tests.Lake;

/// <summary>The objects of a lake that depend on nothing but what Apple delivered: raw, curated, quarantine, quality.</summary>
static class LakeObjects
{
    static readonly string[] Prefixes = ["raw/", "curated/", "quarantine/", "quality/"];

    /// <summary>Every key with a hash of its bytes.</summary>
    public static async Task<SortedDictionary<string, string>> HashesAsync(ObjectStore store)
    {
        var found = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var prefix in Prefixes)
        {
            await foreach (var each in store.ListAsync(prefix))
            {
                found[each.Key] = Convert.ToHexStringLower(SHA256.HashData((await store.ReadAsync(each.Key))!.Value.Content));
            }
        }

        return found;
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
