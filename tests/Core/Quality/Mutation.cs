using AppleAnalytics.Curation;

namespace AppleAnalytics.Quality;

/// <summary>What turns a faultless delivery into one that breaks one rule and no other.</summary>
public sealed record Mutation
{
    /// <summary>The table of the delivery.</summary>
    public string Table { get; init; } = "downloads_detailed";

    /// <summary>What changes in Apple's file.</summary>
    public Func<ReportText, ReportText> Text { get; init; } = text => text;

    /// <summary>What goes wrong in our own code, where no file of Apple's can break the rule.</summary>
    public Func<CuratedInstance, CuratedInstance>? Altered { get; init; }

    public QualityThresholds Thresholds { get; init; } = new();

    /// <summary>The numbers the finding must name.</summary>
    public required string Numbers { get; init; }

    /// <summary>One for every rule of the gate, by the rule's name. The date 18 is complete, 19 is not yet.</summary>
    public static IReadOnlyDictionary<string, Mutation> All { get; } = new Dictionary<string, Mutation>
    {
        ["required-columns"] = new() { Text = t => t.Without("Counts"), Numbers = "'Counts'" },
        ["required-values"] = new() { Text = t => t.Set(19, "Counts", ""), Numbers = "Counts is empty in 1 of 120 rows" },
        ["minimum-rows"] = new() { Thresholds = new() { MinRows = 1000 }, Numbers = "120 usable rows, fewer than the 1000" },
        ["reject-limit"] = new() { Text = t => t.Set(19, "Counts", "many", rows: 5), Numbers = "5 of 120 rows" },
        ["rejected-rows"] = new() { Text = t => t.Set(19, "Counts", "many"), Numbers = "1 of 120 rows" },
        ["app-id"] = new() { Text = t => t.Set(19, "App Apple Identifier", "77"), Numbers = "rows of app 77 and not only of app 1001" },
        ["row-conservation"] = new() { Altered = AlteredDate.WithOneRowMore, Numbers = "121 rows came in, but 120 are curated" },
        ["unknown-columns"] = new() { Text = t => t.With("Brand New", "x"), Numbers = "brand_new" },
        ["optional-columns"] = new() { Text = t => t.Without("Campaign"), Numbers = "Campaign" },
        ["rounded-amounts"] = new() { Table = "purchases", Text = t => t.Set(19, "Sales in USD", "17.54000049"), Numbers = "1 amounts" },
        ["no-future-date"] = new() { Text = t => t.Repeat(19, asOf: "2026-11-25"), Numbers = "2026-11-25 lies after the processing date 2026-11-20" },
        ["date-window"] = new() { Text = t => t.Repeat(19, asOf: "2026-10-15"), Numbers = "2026-10-15 lies outside the dates 2026-10-16 to 2026-11-19" },
        ["non-negative"] = new() { Text = t => t.Set(19, "Counts", "-3"), Numbers = "counts is as low as -3" },
        ["measures-agree"] = new()
        {
            Altered = i => AlteredDate.LastOf(i, d => AlteredDate.Of(d, sum: ("updates", 421))), Numbers = "updates sums up to 421, more than the 420 of counts",
        },
        ["territory-known"] = new() { Text = t => t.Set(19, "Territory", "ZZ"), Numbers = "ZZ" },
        ["duplicate-keys"] = new() { Text = t => t.Repeat(19), Numbers = "1 of 61 rows" },
        ["null-fraction"] = new() { Text = t => t.Set(19, "Device", "", rows: 6), Numbers = "device is empty in 6 of 60 rows" },
        ["revenue-per-purchase"] = new()
        {
            Table = "purchases", Text = t => t.Set(19, "Sales in USD", "70001"), Numbers = "sales_usd is 10000.14 per purchase in a row of 2026-11-19, more than the 10000",
        },
        ["file-footer"] = new() { Altered = i => AlteredDate.LastOf(i, d => AlteredDate.Of(d, bytesCutOff: 1)), Numbers = "2026-11-19 cannot be read back" },
        ["file-statistics"] = new()
        {
            Altered = i => AlteredDate.LastOf(i, d => AlteredDate.Of(d, maximum: ("counts", 8))), Numbers = "counts goes from 7 to 7; it went from 7 to 8",
        },
        ["restatement"] = new() { Text = t => t.Set(18, "Counts", "700"), Numbers = "redownloads of 2026-11-18 changed from 140 (instance i1 of 2026-11-20) to 833" },
        ["minimum-score"] = new() { Text = t => t.Set(19, "Device", ""), Thresholds = new() { MinScore = 1 }, Numbers = "below the 1 of Quality__MinScore; the lowest dimension is Completeness" },
    };
}
