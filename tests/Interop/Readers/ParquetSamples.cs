using System.Globalization;
using AppleAnalytics.Parquet;

namespace AppleAnalytics.Readers;

/// <summary>Tables with every type, written by our encoder, and the text every reader must give for their values.</summary>
static class ParquetSamples
{
    public static IReadOnlyList<ParquetColumn> Columns { get; } =
    [
        new("flag", ParquetType.Boolean), new("small", ParquetType.Int32), new("large", ParquetType.Int64), new("ratio", ParquetType.Double),
        new("day", ParquetType.Date), new("moment", ParquetType.TimestampMicros), new("amount", ParquetType.Decimal18x6), new("name", ParquetType.String),
    ];

    /// <summary>The corner cases, then as many pseudo-random rows as asked for.</summary>
    public static List<object?[]> Rows(int seed, int count, int distinct)
    {
        List<object?[]> rows =
        [
            [true, int.MaxValue, long.MaxValue, double.MaxValue, new DateOnly(9999, 12, 31), new DateTime(2262, 4, 11, 0, 0, 0, DateTimeKind.Utc), 999_999_999_999.999999m, "Ünïcödé 写真 🎉"],
            [false, int.MinValue, long.MinValue, double.MinValue, new DateOnly(1900, 1, 1), new DateTime(1900, 1, 1, 0, 0, 0, DateTimeKind.Utc), -999_999_999_999.999999m, ""],
            [null, null, null, null, null, null, null, null],
            [true, 0, 0L, 0.0, new DateOnly(1970, 1, 1), DateTime.UnixEpoch, 0m, new string('鿿', 2000)],
        ];
        var random = new Random(seed);
        for (var i = 0; i < count; i++)
        {
            object? Maybe(object value) => random.Next(5) == 0 ? null : value;
            var pick = random.Next(distinct);
            rows.Add(
            [
                Maybe(random.Next(2) == 0), Maybe(pick - 50), Maybe((long)pick * 1_000_000_007), Maybe(pick / 8.0),
                Maybe(new DateOnly(2024, 1, 1).AddDays(pick % 1000)), Maybe(new DateTime(2024, 1, 1, 0, 0, 0, DateTimeKind.Utc).AddMilliseconds(pick * 1001L)),
                Maybe(pick / 1_000_000m - 3), Maybe($"text {pick}"),
            ]);
        }

        return rows;
    }

    public static void Write(string path, IReadOnlyList<object?[]> rows, ParquetWriterOptions options)
    {
        using var writer = new ParquetTableWriter(Columns, options);
        foreach (var row in rows)
        {
            writer["flag"].Append((bool?)row[0]);
            writer["small"].Append((int?)row[1]);
            writer["large"].Append((long?)row[2]);
            writer["ratio"].Append((double?)row[3]);
            writer["day"].Append((DateOnly?)row[4]);
            writer["moment"].Append((DateTime?)row[5]);
            writer["amount"].Append((decimal?)row[6]);
            writer["name"].Append((string?)row[7]);
            writer.EndRow();
        }

        using var file = File.Create(path);
        writer.Finish(file, new Dictionary<string, string> { ["written.by"] = "tests", ["ümlaut"] = "写真" });
    }

    /// <summary>A SELECT over a file whose values are spelled as <see cref="Text"/> does.</summary>
    public static string DuckDbQuery(string path) =>
        $"SELECT flag::VARCHAR, small::VARCHAR, large::VARCHAR, ratio, day::VARCHAR, epoch_us(moment)::VARCHAR, amount::VARCHAR, name FROM read_parquet('{path}')";

    /// <summary>The value as DuckDB's text.</summary>
    public static string? Text(object? value) => value switch
    {
        null => null,
        bool flag => flag ? "true" : "false",
        DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        DateTime moment => (moment.Subtract(DateTime.UnixEpoch).Ticks / 10).ToString(CultureInfo.InvariantCulture),
        decimal amount => amount.ToString("0.000000", CultureInfo.InvariantCulture),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture),
    };
}
