using System.Globalization;
using System.Text;

namespace AppleAnalytics.Reports;

/// <summary>Writes the page docs/data-dictionary.md: every table and column of the catalogue, in words.</summary>
/// <param name="reviews">The columns of the reviews in file order, with Athena's types.</param>
/// <param name="others">The tables about the data.</param>
public sealed class DataDictionary(IReadOnlyList<DictionaryColumn> reviews, IReadOnlyList<DictionaryTable> others)
{
    static readonly IReadOnlyList<DictionaryColumn> OfEveryTable =
    [
        new("dt", "string", "The metric date as partition key, YYYY-MM-DD; not in the files"),
        new("app_id", "bigint", "Apple's identifier of the app, the other partition key; not in the files"),
        new("metric_date", "date", "The day, or the first day of the week or month, the row is about; Apple's Date, Event Date or Install Day"),
        new("processing_date", "date", "The day Apple made the instance the row comes from"),
        new("instance_id", "string", "Apple's identifier of that instance"),
        new("access_type", "string", "ONGOING or ONE_TIME_SNAPSHOT"),
    ];

    readonly StringBuilder _page = new();

    /// <summary>The whole page as Markdown, lines ended by <c>\n</c>.</summary>
    public string Write()
    {
        _page.Clear();
        Introduction();
        Line("## Reports of the App Store and of the app's use");
        Line();
        foreach (var entry in ReportCatalogue.Families)
        {
            Section(entry);
        }

        Reviews();
        AboutTheData();
        Raw();
        Line("## Framework and performance reports");
        Line();
        Line("Their columns are those of Apple's documentation; where a file differs, what it lacks is null and what it has beyond is kept as text.");
        Line("Apple says that they \"update incrementally\" for up to eight days; as for all reports, the newest instance that holds a date replaces it.");
        Line();
        var framework = FrameworkReports.All.Where(e => !e.HasOpenColumns).ToList();
        Line("| table | Apple's report | granularity | complete after | first date | what it tells |");
        Line("|---|---|---|---|---|---|");
        foreach (var (entry, table) in framework.SelectMany(e => e.Tables().Select(t => (e, t))))
        {
            Line($"{Facts(table)} {entry.Description} |");
        }

        Line();
        Line("Only users who share their data count, and rows under five are withheld, but for the reports about browsers. A table has these");
        Line("columns, and then those listed below; columns marked as full are all there are:");
        Line();
        Columns(FrameworkColumns.CommonToAll.Select(c => (c, "")));
        foreach (var entry in framework)
        {
            var common = FrameworkColumns.CommonToAll.All(entry.Columns.Contains);
            var own = entry.Columns.Where(c => c.Expected && !(common && FrameworkColumns.CommonToAll.Contains(c))).Select(c => (c, "")).ToList();
            if (own.Count > 0)
            {
                Line($"### {entry.Table}{(common ? "" : " (full)")}");
                Line();
                Columns(own);
            }
        }

        Line("## Tables of the generic mapping");
        Line();
        Line("Reports whose columns are not described here. What they share with the framework reports and the counters known by name");
        Line("(" + string.Join(", ", FrameworkColumns.GenericColumns.Where(c => c.IsMeasure).Select(c => $"`{c.Name}`")) + ") are typed; every other column is kept as text under its");
        Line("name in lower case with underscores, and is no drift.");
        Line();
        Line("| table | Apple's report |");
        Line("|---|---|");
        foreach (var entry in FrameworkReports.All.Except(framework))
        {
            Line($"| `{entry.Table}` | {entry.Report} |");
        }

        return _page.ToString();
    }

    void Introduction()
    {
        Line("# Data dictionary");
        Line();
        Line("Generated from the catalogue in `src/Core/Reports`; a test fails when this page is stale and says how to write it anew.");
        Line();
        Line("- A table stands in the lake under `curated/{table}/` and in Athena as `curated_{table}`.");
        Line("- *Summable* says whether a SUM over rows is right. Where it says no, rows count the same thing more than once: a device or a");
        Line("  user can stand in many rows, and an average is no total. Weeks and months have tables of their own, because such figures cannot");
        Line("  be added up from days.");
        Line("- *Complete after* says after how many days Apple calls a date complete; until then newer instances restate it. Weeks (Monday to");
        Line("  Sunday) and months are complete when made.");
        Line("- Detailed reports have more columns, noise added, and no rows under five users or devices: they do not add up to the Standard ones.");
        Line("- Amounts are `decimal(18,6)`. An empty field is null. A column of Apple's that is not listed here is kept as a string.");
        Line();
        Line("Every table has these columns beside Apple's:");
        Line();
        Columns(OfEveryTable);
    }

    void Section(ReportEntry entry)
    {
        Line($"### {entry.Table}");
        Line();
        Line(entry.Description + "." + (entry.HasUserFloor ? " Users who share their data only; nothing where fewer than five did." : ""));
        Line();
        Line("| table | Apple's report | granularity | complete after | first date |");
        Line("|---|---|---|---|---|");
        foreach (var table in entry.Tables())
        {
            Line(Facts(table));
        }

        Line();
        Columns(
            entry.Columns.Select(c => (c, entry.Detailed is not null && ReportColumns.IsDetailedOnly(c) ? " Detailed only." : "")),
            entry.DerivedMeasures,
            entry.Columns);
    }

    void Reviews()
    {
        Line("### reviews");
        Line();
        Line("Customer reviews with text, one row per review in its latest state, by the day it was created. From the App Store Connect API and");
        Line("no report: `processing_date`, `instance_id` and `access_type` are not there.");
        Line("Ratings without text are not in Apple's list of reviews. An edit changes the row and never moves it: `metric_date`, `created_at` and");
        Line("`review_date` are what Apple said the first time. Late responses and deletions of old reviews show after the weekly reading of all.");
        Line();
        Line("Personal data: `reviewer_nickname`, `title` and `review_text`, which are somebody's own words, and `developer_response`, which may call");
        Line("them by name. `Reviews__PersonalData` says what is kept of them: `keep`; `hash`, where a value is `hash:` and 32 digits, equal for equal");
        Line("values; or `drop`, null. It holds for the raw pages under `raw/reviews` too, which then are not byte for byte what Apple sent. What was");
        Line("kept before the setting changed is brought into the new form by `forget --personal-data`; `forget REVIEW-ID` erases one review.");
        Line();
        Columns(reviews);
    }

    void AboutTheData()
    {
        Line("## Tables about the data");
        Line();
        Line("Written by every run from what the lake holds, under `tables/{table}/`; those with a partition key have one file per processing date,");
        Line("of the dates of the last 45 days. They have the columns below and no others.");
        Line();
        foreach (var table in others)
        {
            Line($"### {table.Name}");
            Line();
            Line($"{table.Meaning}. Partition key: {(table.Keys.Count == 0 ? "none" : string.Join(", ", table.Keys.Select(k => $"`{k.Name}` ({k.Type}; {k.Meaning})")))}.");
            Line();
            Columns(table.Columns);
        }
    }

    void Raw()
    {
        Line("## Tables over Apple's files as they came");
        Line();
        Line("In Athena every report has a table `raw_{table}` too, over the files under `raw/`: all columns text, by position, in the order of the");
        Line("columns above with the metric date first; partition keys `processing_date` (string), `app_id` (bigint) and `instance_id` (string).");
        Line("Deliveries overlap: **do not sum** over them. A delivery whose columns come in another order is not registered there.");
        Line();
    }

    void Columns(IReadOnlyList<DictionaryColumn> columns)
    {
        Line("| column | type | meaning |");
        Line("|---|---|---|");
        foreach (var column in columns)
        {
            Line($"| `{column.Name}` | {column.Type} | {column.Meaning} |");
        }

        Line();
    }

    void Columns(
        IEnumerable<(ReportColumn Column, string Note)> columns, IReadOnlyList<DerivedMeasure>? derived = null, IReadOnlyList<ReportColumn>? all = null)
    {
        Line("| column | Apple's header | type | unit | meaning | summable |");
        Line("|---|---|---|---|---|---|");
        foreach (var (column, note) in columns)
        {
            var headers = string.Join(", ", column.OtherHeaders.Prepend(column.Header));
            var meaning = column.Description + (note.Length == 0 ? "" : "." + note);
            Line($"| `{column.Name}` | {headers} | {TypeName(column.Type)} | {column.Unit} | {meaning} | {Summable(column.IsMeasure, column.Summable)} |");
        }

        foreach (var measure in derived ?? [])
        {
            var type = TypeName(all!.First(c => c.Name == measure.Source).Type);
            Line($"| `{measure.Name}` | from `{measure.Source}` | {type} |  | {measure.Description}; 0 in other rows | {Summable(true, measure.Summable)} |");
        }

        Line();
    }

    static string Facts(TableDefinition table)
    {
        var days = table.CompleteAfterDays;
        var complete = table.Granularity != Granularity.Daily ? "when made" : days == 1 ? "1 day" : string.Create(CultureInfo.InvariantCulture, $"{days} days");
        return string.Create(
            CultureInfo.InvariantCulture,
            $"| `{table.Name}` | {table.Report} | {table.Granularity.ToString().ToLowerInvariant()} | {complete} | {table.HistoryStart:yyyy-MM-dd} |");
    }

    static string Summable(bool isMeasure, bool summable) => !isMeasure ? "" : summable ? "yes" : "no";

    static string TypeName(ColumnType type) => type switch
    {
        ColumnType.String => "string",
        ColumnType.BigInt => "bigint",
        ColumnType.Date => "date",
        ColumnType.Decimal => "decimal(18,6)",
        ColumnType.Timestamp => "timestamp",
        ColumnType.Int => "int",
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "There is no such column type."),
    };

    void Line(FormattableString line) => Line(line.ToString(CultureInfo.InvariantCulture));

    void Line(string line = "") => _page.Append(line).Append('\n');
}
