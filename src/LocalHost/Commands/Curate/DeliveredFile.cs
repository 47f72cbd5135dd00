using System.Globalization;
using System.IO.Compression;
using System.Text;
using AppleAnalytics.Reports;
using CsvHelper;

namespace AppleAnalytics.LocalHost.Commands;

/// <summary>
/// A report file somebody downloaded: whose it is and which dates it holds, read from its rows, because its name says neither.
/// </summary>
/// <param name="Path">The full path.</param>
/// <param name="InstanceId">The file's name without extension, with what a key cannot hold replaced by dashes.</param>
/// <param name="AppId">The one app its rows are of.</param>
/// <param name="NewestDate">The newest date among its rows.</param>
/// <param name="IsGzip">Whether it is compressed as Apple sends it, or was unpacked since.</param>
internal sealed record DeliveredFile(string Path, string InstanceId, long AppId, DateOnly NewestDate, bool IsGzip)
{
    const string AppColumn = "App Apple Identifier";
    const int ShownApps = 3;
    const int GzipFirstByte = 0x1f;
    const int GzipSecondByte = 0x8b;

    static readonly string[] Extensions = [".gz", ".csv", ".tsv", ".txt"];

    /// <summary>Looks through a file.</summary>
    /// <exception cref="UserMistakeException">It is not there, not readable, not a report of that table, or not of one app.</exception>
    public static DeliveredFile Inspect(string path, TableDefinition table)
    {
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
            var isGzip = file.ReadByte() == GzipFirstByte && file.ReadByte() == GzipSecondByte;
            var (appId, newest) = Scan(path, file, isGzip, table);
            return new(path, InstanceName(path), appId, newest, isGzip);
        }
        catch (InvalidDataException damage)
        {
            throw new UserMistakeException($"{path} is damaged: {damage.Message.TrimEnd('.')}; download it again.", damage);
        }
        catch (Exception failure) when (failure is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new UserMistakeException($"There is no file {path}; name report files you downloaded, such as 0.csv.gz.", failure);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new UserMistakeException($"{path} cannot be read; name a file this user may read.", failure);
        }
    }

    static (long AppId, DateOnly Newest) Scan(string path, FileStream file, bool isGzip, TableDefinition table)
    {
        var isTabbed = HeaderLine(path, file, isGzip).Contains('\t', StringComparison.Ordinal);
        using var content = Rewind(file, isGzip);
        using var rows = CsvReader.Create(
            content,
            new CsvReaderOptions { Separator = isTabbed ? '\t' : ',', Mode = isTabbed ? CsvMode.NoEscape : CsvMode.Rfc4180, SkipEmptyLines = true },
            leaveOpen: true);
        rows.ReadHeader();
        string[] headers = [.. rows.Headers];
        var app = IndexOf(headers, [AppColumn]);
        var date = IndexOf(headers, table.DateHeaders);
        if (app < 0 || date < 0)
        {
            throw new UserMistakeException(
                $"{path} is no {table.Report}: its header line lacks {(date < 0 ? table.DateHeaders[0] : AppColumn)}; check the file and --table.");
        }

        // Most rows repeat the app and the date of the row before.
        var apps = new SortedSet<long>();
        DateOnly? newest = null;
        byte[] appBefore = [];
        byte[] dateBefore = [];
        while (rows.Read())
        {
            if (app < rows.FieldCount && rows.GetSpan(app) is var appText && !appText.SequenceEqual(appBefore))
            {
                appBefore = appText.ToArray();
                if (long.TryParse(appBefore, NumberStyles.None, CultureInfo.InvariantCulture, out var id))
                {
                    apps.Add(id);
                }
            }

            if (date < rows.FieldCount && rows.GetSpan(date) is var dateText && !dateText.SequenceEqual(dateBefore))
            {
                dateBefore = dateText.ToArray();
                if (DateOnly.TryParseExact(Encoding.UTF8.GetString(dateBefore), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
                    && !(day <= newest))
                {
                    newest = day;
                }
            }
        }

        return (apps.Count, newest) switch
        {
            (1, { } day) => (apps.Min, day),
            (> 1, _) => throw new UserMistakeException(
                $"{path} holds rows of {apps.Count} apps ({string.Join(", ", apps.Take(ShownApps))}{(apps.Count > ShownApps ? ", …" : "")}); Apple sends one app per file, so split it by its {AppColumn} column first."),
            _ => throw new UserMistakeException($"{path} has a header line and no row with an app and a date, so there is nothing to curate."),
        };
    }

    static string HeaderLine(string path, FileStream file, bool isGzip)
    {
        using var reader = new StreamReader(Rewind(file, isGzip), Encoding.UTF8, detectEncodingFromByteOrderMarks: true, bufferSize: 1024);
        return reader.ReadLine() is { Length: > 0 } line ? line : throw new UserMistakeException($"{path} is empty; a report file starts with a header line.");
    }

    /// <summary>The text from its beginning: the file itself, or what it inflates to.</summary>
    static BoundedLines Rewind(FileStream file, bool isGzip)
    {
        file.Position = 0;
        return isGzip ? new BoundedLines(new GZipStream(file, CompressionMode.Decompress, leaveOpen: true), leaveOpen: false) : new BoundedLines(file, leaveOpen: true);
    }

    static int IndexOf(string[] headers, IReadOnlyList<string> names) =>
        Array.FindIndex(headers, h => names.Contains(h.Trim(), StringComparer.OrdinalIgnoreCase));

    static string InstanceName(string path)
    {
        var name = System.IO.Path.GetFileName(path);
        while (Extensions.FirstOrDefault(e => name.EndsWith(e, StringComparison.OrdinalIgnoreCase)) is { } extension && name.Length > extension.Length)
        {
            name = name[..^extension.Length];
        }

        return string.Concat(name.Select(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' ? c : '-'));
    }
}
