using System.Text;
using AppleAnalytics.Parquet;

namespace AppleAnalytics.Curation;

/// <summary>Rows that cannot be typed are kept apart, each with its place and reason; rows are conserved.</summary>
public class QuarantineCurationTests
{
    const string Header =
        "Date|App Name|App Apple Identifier|Download Type|App Version|Device|Platform Version|Source Type|Page Type|Pre-Order|Territory|Counts";

    const string Good = "2026-11-18|A|123456789|Redownload|1.0|iPhone|iOS 26.1|App Store search|No page||US|10";

    [Fact]
    public async Task Each_bad_row_goes_to_quarantine_with_line_column_and_reason()
    {
        await using var curated = await Delivery.CurateAsync("downloads", Delivery.Lines(
            Header,
            Good,
            Good.Replace("|10", "|ten", StringComparison.Ordinal),
            Good.Replace("2026-11-18", "18.11.2026", StringComparison.Ordinal),
            Good,
            "too|few|fields",
            Good.Replace("|10", "|", StringComparison.Ordinal),
            Good.Replace("2026-11-18", "2026-02-30", StringComparison.Ordinal),
            Good + "|surplus",
            Good.Replace("123456789", "99999999999999999999", StringComparison.Ordinal),
            Good));

        Assert.Equal(10, curated.RowsIn);
        Assert.Equal(7, curated.RowsQuarantined);
        Assert.Equal(3, Assert.Single(curated.Dates).Rows);
        Assert.Equal(
            new Dictionary<string, long>
            {
                ["App Apple Identifier is not a whole number"] = 1,
                ["Counts is empty"] = 1,
                ["Counts is not a whole number"] = 1,
                ["Date is not a date as YYYY-MM-DD"] = 2,
                ["the row has another number of fields than the header"] = 2,
            },
            curated.RejectReasons.ToDictionary());
        var lines = Delivery.QuarantineOf(curated).TrimEnd('\n').Split('\n');
        Assert.Equal("segment,line,column,reason,raw", lines[0]);
        Assert.Equal(["3", "4", "6", "7", "8", "9", "10"], lines.Skip(1).Select(l => l.Split(',')[1]));
        Assert.Equal("segment-1,3,Counts,Counts is not a whole number," + Good.Replace("|10", "|ten", StringComparison.Ordinal).Replace('|', '\t'), lines[1]);
        Assert.Equal("segment-1,6,,the row has another number of fields than the header,too\tfew\tfields", lines[3]);
    }

    [Fact]
    public async Task Invalid_utf8_rejects_its_row_and_no_other()
    {
        var text = Encoding.Latin1.GetBytes(Delivery.Lines(Header, Good, Good.Replace("|A|", "|Caf\u00E9|", StringComparison.Ordinal), Good));
        await using var curated = await new InstanceCurator().RunAsync(Delivery.Input("downloads", Delivery.Gzip(text)));

        Assert.Equal(2, Assert.Single(curated.Dates).Rows);
        Assert.Equal(1, curated.RejectReasons["invalid UTF-8"]);
        Assert.Contains("segment-1,3,App Name,invalid UTF-8,", Delivery.QuarantineOf(curated), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_quarantined_row_of_a_comma_file_keeps_its_raw_text()
    {
        var row = Good.Replace('|', ',').Replace(",A,", ",\"A, \"\"B\"\"\",", StringComparison.Ordinal);
        var bad = row.Replace(",10", ",x", StringComparison.Ordinal);
        await using var curated = await Delivery.CurateAsync("downloads", $"{Header.Replace('|', ',')}\n{row}\n{bad}\n");

        Assert.Equal(1, curated.RowsQuarantined);
        Assert.Equal($"segment-1,3,Counts,Counts is not a whole number,\"{bad.Replace("\"", "\"\"", StringComparison.Ordinal)}\"", Delivery.QuarantineOf(curated).Split('\n')[1]);
        Assert.Equal(["A, \"B\""], ParquetTable.Read(curated.Dates[0].OpenRead())["app_name"]);
    }

    [Fact]
    public async Task Rows_of_another_app_are_named()
    {
        await using var curated = await Delivery.CurateAsync("downloads", Delivery.Lines(
            Header, Good, Good.Replace("123456789", "42", StringComparison.Ordinal), Good.Replace("123456789", "7", StringComparison.Ordinal)));

        Assert.Equal([7, 42], curated.ForeignAppIds);
        Assert.Equal(0, curated.RowsQuarantined);
    }

    [Fact]
    public async Task Repeated_keys_are_counted_per_date_and_kept()
    {
        await using var curated = await Delivery.CurateAsync("downloads", Delivery.Lines(
            Header,
            Good,
            Good.Replace("|10", "|3", StringComparison.Ordinal),
            Good.Replace("|US|", "|DE|", StringComparison.Ordinal),
            Good,
            Good.Replace("2026-11-18", "2026-11-19", StringComparison.Ordinal)));

        Assert.Equal([2, 0], curated.Dates.Select(d => d.DuplicateKeys));
        Assert.Equal([4, 1], curated.Dates.Select(d => d.Rows));
        Assert.Equal(33, curated.Dates[0].Sums["counts"]);
    }

    [Fact]
    public async Task Other_spellings_of_a_number_are_the_same_value()
    {
        await using var curated = await Delivery.CurateAsync("downloads", Delivery.Lines(
            Header, Good, Good.Replace("|10", "|010", StringComparison.Ordinal), Good.Replace("|10", "|10.0", StringComparison.Ordinal), Good.Replace("|10", "|-0", StringComparison.Ordinal)));

        Assert.Equal([10L, 10L, 10L, 0L], ParquetTable.Read(Assert.Single(curated.Dates).OpenRead())["counts"]);
        Assert.Equal(0, curated.RowsQuarantined);
    }
}
