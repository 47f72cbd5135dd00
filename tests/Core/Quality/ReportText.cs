using System.Globalization;
using System.IO.Compression;
using System.Text;
using AppleAnalytics.Reports;

namespace AppleAnalytics.Quality;

/// <summary>The text of a report as Apple would send it without fault, which a test changes field by field.</summary>
public sealed class ReportText
{
    const int RowsPerDate = 60;

    readonly List<string> _headers;
    readonly List<string[]> _rows = [];

    public ReportText(TableDefinition table, params int[] days)
    {
        _headers = [table.DateHeaders[0], .. table.Columns.Select(c => c.Header)];
        foreach (var day in days)
        {
            for (var row = 0; row < RowsPerDate; row++)
            {
                _rows.Add([Day(day), .. table.Columns.Select(c => Value(c, row))]);
            }
        }
    }

    public static string Day(int day) => string.Create(CultureInfo.InvariantCulture, $"2026-11-{day:00}");

    /// <summary>Puts a value into the first rows of a date.</summary>
    public ReportText Set(int day, string header, string value, int rows = 1) => Change(day, header, _ => value, rows);

    /// <summary>Changes the values of the first rows of a date.</summary>
    public ReportText Change(int day, string header, Func<string, string> value, int rows = RowsPerDate)
    {
        var column = _headers.IndexOf(header);
        foreach (var row in _rows.Where(r => r[0] == Day(day)).Take(rows))
        {
            row[column] = value(row[column]);
        }

        return this;
    }

    /// <summary>Sends the first row of a date once more, as of another date or version of the app if one is given.</summary>
    public ReportText Repeat(int day, string? asOf = null, string? version = null)
    {
        string[] copy = [.. _rows.First(r => r[0] == Day(day))];
        copy[0] = asOf ?? copy[0];
        if (version is not null)
        {
            copy[_headers.IndexOf("App Version")] = version;
        }

        _rows.Add(copy);
        return this;
    }

    public ReportText Without(string header)
    {
        var column = _headers.IndexOf(header);
        _headers.RemoveAt(column);
        for (var i = 0; i < _rows.Count; i++)
        {
            _rows[i] = [.. _rows[i].Where((_, place) => place != column)];
        }

        return this;
    }

    public ReportText With(string header, string value)
    {
        _headers.Add(header);
        for (var i = 0; i < _rows.Count; i++)
        {
            _rows[i] = [.. _rows[i], value];
        }

        return this;
    }

    public byte[] Gzip()
    {
        using var target = new MemoryStream();
        using (var gzip = new GZipStream(target, CompressionLevel.Fastest))
        {
            gzip.Write(Encoding.UTF8.GetBytes(ToString()));
        }

        return target.ToArray();
    }

    public override string ToString() => string.Concat(_rows.Prepend([.. _headers]).Select(r => string.Join('\t', r) + "\n"));

    static string Value(ReportColumn column, int row) => column switch
    {
        { Name: "app_apple_identifier" } => JudgedLake.App.ToString(CultureInfo.InvariantCulture),
        { Name: "territory" } => row % 2 == 0 ? "US" : "DE",
        { Name: "download_type" } => row % 3 == 0 ? "Redownload" : "Auto-update",
        { Name: "app_version" or "content_name" } => string.Create(CultureInfo.InvariantCulture, $"1.{row}"),
        { Type: ColumnType.Date } => "2026-11-01",
        { Type: ColumnType.Decimal } => "17.54",
        { Type: ColumnType.BigInt } => "7",
        _ => $"a {column.Name}",
    };
}
