using System.Globalization;
using System.IO.Compression;
using System.Text;
using AppleAnalytics.Reports;

namespace AppleAnalytics.Benchmarks;

/// <summary>
/// Deliveries of App Downloads as one app's segments look: few distinct values per column, Zipf-distributed, one file with six dates,
/// or many small files with one date each. Everything follows from the seed.
/// </summary>
static class GeneratedDeliveries
{
    public const long AppId = 1_234_567_890;

    static readonly string[] DownloadTypes = ["First-time download", "Redownload", "Auto-update", "Manual update", "Restore"];
    static readonly string[] Devices = ["iPhone", "iPad", "Desktop", "Apple TV", "Apple Watch"];
    static readonly string[] Sources = ["App Store search", "App Store browse", "App referrer", "Web referrer", "Unavailable", "Institutional purchase", "App Clip"];
    static readonly string[] Pages = ["Product page", "No page", "Store sheet", "In-app event"];
    static readonly string[] Territories =
    [
        .. ("US CN JP GB DE FR CA AU KR IT ES BR MX RU NL TW TR SE CH IN SA TH BE PL HK AE ID NO DK MY VN SG AT PH UA IL NZ IE CL ZA FI PT CZ CO RO HU GR "
            + "KZ AR PE EG KW QA BY SK EC BG HR PK DO LT RS CR OM LU LV SI EE LB GE AZ MO JO UY GT BH MA PA TN IQ CY BO DZ KH SV LK NG IS MT HN AM PY UZ NI "
            + "KE BA GH MD MK AL TT MN JM MU ME BN NP LA KG BB BS CI SN TZ UG CM ZW BW NA MZ MG RW ML BF NE GA BJ CG AO CV GM SL LR FJ PG WS TO VU SB MV BT "
            + "TM TJ AF YE LY BZ GY SR AG DM GD KN LC VC AI BM KY MS TC VG NR PW FM ST SC SZ TD CD GW MR XK").Split(' '),
    ];

    static readonly string[] Platforms = [.. Enumerable.Range(0, 60).Select(i => string.Create(CultureInfo.InvariantCulture, $"iOS {26 - (i / 6)}.{i % 6}"))];
    static readonly string[] Versions = [.. Enumerable.Range(0, 20).Select(i => string.Create(CultureInfo.InvariantCulture, $"{9 - (i / 5)}.{9 - (i % 5)}.{i % 3}"))];

    public static TableDefinition Table { get; } = ReportCatalogue.Get("downloads");

    public static void WriteFile(string path, int rows, DateOnly firstDate, int dates, int seed)
    {
        var random = new Random(seed);
        using var gzip = new GZipStream(File.Create(path), CompressionLevel.Optimal);
        using var text = new StreamWriter(gzip, new UTF8Encoding(false), 1 << 16) { NewLine = "\n" };
        text.WriteLine(string.Join('\t', Table.Columns.Select(c => c.Header).Prepend("Date")));
        for (var row = 0; row < rows; row++)
        {
            var date = firstDate.AddDays((int)((long)row * dates / rows));
            text.Write(date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
            text.Write("\tCafé Photo Editor - Übung & Planner\t1234567890\t");
            Write(text, DownloadTypes[random.Next(DownloadTypes.Length)]);
            Write(text, Zipf(random, Versions));
            Write(text, Zipf(random, Devices));
            Write(text, Zipf(random, Platforms));
            Write(text, Zipf(random, Sources));
            Write(text, Pages[random.Next(Pages.Length)]);
            Write(text, random.Next(100) == 0 ? "Pre-order" : "");
            Write(text, Zipf(random, Territories));
            text.WriteLine((int)Math.Min(5_000, Math.Pow(1 / (1 - random.NextDouble()), 1.4)));
        }
    }

    static void Write(StreamWriter text, string field)
    {
        text.Write(field);
        text.Write('\t');
    }

    /// <summary>One of the values, the first ones far more often.</summary>
    static string Zipf(Random random, string[] values) => values[(int)(Math.Pow(values.Length + 1, random.NextDouble()) - 1)];
}
