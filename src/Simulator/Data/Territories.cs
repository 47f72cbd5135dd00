namespace AppleAnalytics.Simulator.Data;

/// <summary>ISO 3166 codes, both lengths; reports use two letters, reviews three.</summary>
internal static class Territories
{
    private static readonly string[] Large =
        ["US", "CN", "JP", "GB", "DE", "FR", "CA", "AU", "IN", "BR", "MX", "IT", "ES", "KR", "NL", "SE", "CH", "PL"];

    private static readonly IReadOnlyList<string[]> Rows = Resource.Rows("territories.csv");

    /// <summary>The three-letter codes customer reviews may carry.</summary>
    public static readonly string[] ForReviews = [.. Rows.Where(row => row[2] == "1").Select(row => row[1])];

    /// <summary>Three-letter codes of the large markets, the United States first.</summary>
    public static readonly string[] LargeForReviews = [.. Large.Select(code => Rows.First(row => row[0] == code)[1])];

    /// <summary>Two-letter codes with weights: large markets in falling order, then a tail of small ones.</summary>
    public static IEnumerable<(string Text, int Weight)> Weighted()
    {
        for (var k = 0; k < Large.Length; k++)
        {
            yield return (Large[k], 4000 / (k + 2));
        }
        foreach (var row in Rows.Where(row => row[2] == "1" && !Large.Contains(row[0])).Take(120))
        {
            yield return (row[0], 56);
        }
    }
}
