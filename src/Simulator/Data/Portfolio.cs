using System.Globalization;
using System.Text;

namespace AppleAnalytics.Simulator.Data;

/// <summary>The apps of the account, largest first.</summary>
internal sealed class Portfolio
{
    private static readonly string[] First =
    [
        "Harbor", "Café", "Night", "天気", "Zażółć", "Größe", "Pocket", "Tiny", "Лето", "Solar", "Paper", "Mañana",
        "Orbit", "Fjord", "Maple", "Quiet", "Copper", "River", "Lumen", "Atlas",
    ];

    private static readonly string[] Second =
        ["Notes", "Run", "Météo", "Chess", "Garden", "Ledger", "Tides", "Radio", "Maps", "Timer", "Recipes", "Sketch", "Puzzle"];

    private readonly Dictionary<string, AppProfile> _byId;

    public Portfolio(SimulatorOptions options)
    {
        var seed = (ulong)options.Seed;
        var newApps = Math.Clamp(options.NewApps, 0, options.Apps);
        var firstNew = Math.Clamp(options.Apps / 2, 0, options.Apps - newApps);
        var tiny = options.Apps >= 6 ? Math.Max(1, options.Apps / 10) : 0;
        var names = new HashSet<string>(StringComparer.Ordinal);
        All =
        [
            .. Enumerable.Range(0, options.Apps).Select(index => Make(
                index, Hash.Of(seed, 0xA99, (ulong)index), index >= firstNew && index < firstNew + newApps,
                index >= options.Apps - tiny, names)),
        ];
        _byId = All.ToDictionary(app => app.IdText, StringComparer.Ordinal);
    }

    public AppProfile[] All { get; }

    public AppProfile? Find(string id) => _byId.GetValueOrDefault(id);

    private static AppProfile Make(int index, ulong hash, bool isNew, bool isTiny, HashSet<string> names)
    {
        // Identifiers below and above the range of a 32-bit integer both occur at Apple.
        var id = (index % 2 == 0 ? 1_100_000_000L : 6_440_000_000L) + (index * 1_000_003L) + (long)(hash % 1_000_000);
        var first = First[(int)(Hash.Of(hash, 1) % (ulong)First.Length)];
        var second = Second[(int)(Hash.Of(hash, 2) % (ulong)Second.Length)];
        var name = index == 4 ? "Notes, Lists & \"Things\"" : $"{first} {second}";
        while (!names.Add(name))
        {
            name += index % 3 == 0 ? " 🎈" : " " + (index + 1).ToString(CultureInfo.InvariantCulture);
        }
        var slug = $"com.example.app{index + 1:D3}";
        var app = new SimulatorApp(id, name, slug, $"SKU-{index + 1:D3}", isNew, isTiny, index % 5 != 4);
        var versions = Enumerable.Range(0, 8).Select(k => Encoding.ASCII.GetBytes($"{3 + (index % 4)}.{9 - k}.{k % 3}")).ToArray();
        string[] contents = [name, "Pro (Monthly)", "Pro (Yearly)", "100 Coins", "Gem pack 5\" XL", "Télécharger tout", "夏のパック", "Tip, small"];
        var contentIds = contents.Select((_, k) => Encoding.ASCII.GetBytes(
            (k == 0 ? id : 6_700_000_000L + (index * 100L) + k).ToString(CultureInfo.InvariantCulture))).ToArray();
        var weight = 1 / Math.Pow(index + 1, 1.05);
        return new AppProfile(index, app, weight, versions, [.. contents.Select(Encoding.UTF8.GetBytes)], contentIds);
    }
}
