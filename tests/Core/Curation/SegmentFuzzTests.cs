using System.Text;
using AppleAnalytics.Parquet;
using AppleAnalytics.Quality;
using AppleAnalytics.Reports;

namespace AppleAnalytics.Curation;

/// <summary>
/// Files in Apple's shape, damaged at random: every one ends with a result in which no row is lost, or with a sentence; both ways of
/// cutting text into rows say the same; none takes long or much memory.
/// </summary>
public class SegmentFuzzTests
{
    const int Rounds = 400;

    // A round of about 120 rows needs less; the buffers are of fixed size.
    const long MostBytes = 16 << 20;

    static readonly TimeSpan Hang = TimeSpan.FromMinutes(2);

    static readonly string[] Tables = ["downloads", "purchases", "installs", "crashes"];

    static readonly byte[][] Splinters =
    [
        "\t"u8.ToArray(), "\n"u8.ToArray(), "\r"u8.ToArray(), "\r\n"u8.ToArray(), "\n\n"u8.ToArray(), "\""u8.ToArray(), ","u8.ToArray(), [0], [0xFF, 0xFE], [0xEF, 0xBB, 0xBF],
        [0xC3], "9999999999999999999"u8.ToArray(), "-1"u8.ToArray(), "2026-02-30"u8.ToArray(), Encoding.UTF8.GetBytes("写真"), Encoding.ASCII.GetBytes(new string('x', 5_000)),
        "\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t"u8.ToArray(),
    ];

    [Theory]
    [InlineData(20261120)]
    [InlineData(7)]
    public void Any_damage_ends_with_all_rows_or_with_a_sentence(int start)
    {
        for (var round = 0; round < Rounds; round++)
        {
            var seed = start + round;
            var (table, segment) = Damaged(new Random(seed));
            var inPlace = Outcome(table, segment, cutsTabsInPlace: true, seed);
            var byCsvHelper = Outcome(table, segment, cutsTabsInPlace: false, seed);

            Assert.True(inPlace == byCsvHelper, $"Seed {seed} ({table}): cut in place it is '{inPlace}', by CsvHelper '{byCsvHelper}'.");
        }
    }

    static (string Table, byte[] Segment) Damaged(Random random)
    {
        var table = Tables[random.Next(Tables.Length)];
        var text = Encoding.UTF8.GetBytes(new ReportText(ReportCatalogue.Get(table), 18, 19).ToString()).ToList();
        for (var times = random.Next(1, 6); times > 0 && text.Count > 1; times--)
        {
            var (from, length) = (random.Next(text.Count), random.Next(1, 200));
            length = Math.Min(length, text.Count - from);
            switch (random.Next(6))
            {
                case 0:
                    text[from] = (byte)random.Next(256);
                    break;
                case 1:
                    text.InsertRange(from, Splinters[random.Next(Splinters.Length)]);
                    break;
                case 2:
                    text.RemoveRange(from, length);
                    break;
                case 3:
                    text.InsertRange(random.Next(text.Count), text.GetRange(from, length));
                    break;
                case 4:
                    text.RemoveRange(from, text.Count - from);
                    break;
                default:
                    text.Reverse(from, length);
                    break;
            }
        }

        byte[] whole = [.. text];
        var cut = random.Next(whole.Length + 1);
        var segment = random.Next(4) == 0 ? [.. Delivery.Gzip(whole[..cut]), .. Delivery.Gzip(whole[cut..])] : Delivery.Gzip(whole);
        return random.Next(5) switch
        {
            0 => (table, segment[..random.Next(segment.Length)]),
            1 => (table, Flipped(segment, random)),
            _ => (table, segment),
        };
    }

    static byte[] Flipped(byte[] segment, Random random)
    {
        segment[random.Next(segment.Length)] ^= (byte)(1 << random.Next(8));
        return segment;
    }

    static string Outcome(string table, byte[] segment, bool cutsTabsInPlace, int seed)
    {
        var limits = CurationLimits.Default with { CutsTabsInPlace = cutsTabsInPlace, MaxLineBytes = 64 << 10, MaxInflatedBytes = 8 << 20 };
        var allocated = 0L;
        var work = Task.Run(() =>
        {
            // Everything is in memory, so all of it happens on this thread.
            var before = GC.GetAllocatedBytesForCurrentThread();
            try
            {
                return new InstanceCurator(limits, ParquetWriterOptions.Default).RunAsync(Delivery.Input(table, segment)).GetAwaiter().GetResult();
            }
            finally
            {
                allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            }
        });
        if (!((IAsyncResult)work).AsyncWaitHandle.WaitOne(Hang))
        {
            throw new TimeoutException($"Seed {seed} ({table}) is not done after {Hang}.");
        }

        Assert.True(allocated is > 0 and < MostBytes, $"Seed {seed} ({table}): {allocated:N0} bytes for a file of {segment.Length:N0}.");
        if (work.Exception is { } failures)
        {
            var fault = failures.InnerException!;
            Assert.True(fault is CurationException && fault.Message.Contains(table, StringComparison.Ordinal), $"Seed {seed} ({table}): {fault}");
            return "a sentence";
        }

        using var done = new Disposal(work.Result);
        var curated = work.Result;
        var rows = curated.Dates.Sum(d => d.Rows);
        Assert.True(curated.RowsIn == rows + curated.RowsQuarantined, $"Seed {seed} ({table}): {curated.RowsIn} rows came in, {rows} are curated, {curated.RowsQuarantined} quarantined.");
        Assert.True(curated.RowsQuarantined == curated.RejectReasons.Values.Sum(), $"Seed {seed} ({table}): not every rejected row has a reason.");
        foreach (var date in curated.Dates)
        {
            using var file = date.OpenRead();
            Assert.True(ParquetTable.Read(file).Rows.Count == date.Rows, $"Seed {seed} ({table}): the file of {date.Date} does not hold its rows.");
        }

        return $"{curated.RowsIn} rows, {curated.RowsQuarantined} rejected, {string.Join(" ", curated.Dates.Select(d => $"{d.Date:MMdd}:{d.Rows}:{d.Bytes}"))}";
    }

    sealed class Disposal(CuratedInstance instance) : IDisposable
    {
        public void Dispose() => instance.DisposeAsync().AsTask().GetAwaiter().GetResult();
    }
}
