using System.Globalization;
using System.Text;
using AppleAnalytics.Parquet;

namespace AppleAnalytics.Curation;

/// <summary>Files beyond the memory budgets: the same rows come out, whatever the route.</summary>
public class LargeCurationTests
{
    const string Header =
        "Date\tApp Name\tApp Apple Identifier\tDownload Type\tApp Version\tDevice\tPlatform Version\tSource Type\tPage Type\tPre-Order\tTerritory\tCounts\n";

    static readonly string[] Types = ["First-time download", "Redownload", "Auto-update", "Restore"];

    /// <summary>Rows of many dates in no order, with as many app versions as asked for.</summary>
    static string Rows(int count, int dates, int versions)
    {
        var text = new StringBuilder(Header);
        for (var i = 0; i < count; i++)
        {
            var day = new DateOnly(2025, 1, 1).AddDays((int)(i * 2_654_435_761L % dates));
            text.Append(CultureInfo.InvariantCulture, $"{day:yyyy-MM-dd}\tA\t123456789\t{Types[i % 4]}\tv{i % versions}\tiPhone\tiOS 26.1\t\tNo page\t\tUS\t{i % 1000}\n");
        }

        return text.ToString();
    }

    static Task<CuratedInstance> CurateAsync(string text, CurationLimits limits, ParquetWriterOptions? options = null) =>
        new InstanceCurator(limits, options ?? ParquetWriterOptions.Default).RunAsync(Delivery.Input("downloads", Delivery.Gzip(text)));

    static byte[] BytesOf(CuratedDate date)
    {
        using var stream = date.OpenRead();
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        Assert.Equal(date.Bytes, copy.Length);
        return copy.ToArray();
    }

    [Fact]
    public async Task Temporary_files_change_no_byte()
    {
        var text = Rows(60_000, 70, 500);
        await using var roomy = await CurateAsync(text, CurationLimits.Default);
        await using var narrow = await CurateAsync(text, CurationLimits.Default with { BufferBytes = 1 << 20, OutputBytes = 10_000 });

        Assert.Equal(70, roomy.Dates.Count);
        Assert.Equal(roomy.Dates.Select(BytesOf), narrow.Dates.Select(BytesOf));
        Assert.Equal(60_000, narrow.Dates.Sum(d => d.Rows));
    }

    [Fact]
    public async Task The_same_segments_give_the_same_bytes_also_at_once()
    {
        var text = Rows(5_000, 7, 50);
        var results = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(() => CurateAsync(text, CurationLimits.Default))));
        var first = results[0].Dates.Select(BytesOf).ToList();
        foreach (var result in results)
        {
            Assert.Equal(first, result.Dates.Select(BytesOf));
            await result.DisposeAsync();
        }
    }

    [Fact]
    public async Task Full_dictionaries_and_row_groups_keep_rows_sums_and_repeated_keys()
    {
        const int Count = 30_000;
        var text = Rows(Count, 3, 9_000);
        await using var usual = await CurateAsync(text, CurationLimits.Default);
        // Dictionaries of 4,000 entries are full again and again; row groups of 2,000 rows end again and again.
        await using var narrow = await CurateAsync(
            text, CurationLimits.Default with { MaxDictionaryEntries = 4_000 }, new ParquetWriterOptions { RowsPerGroup = 2_000, RowsPerPage = 300 });

        for (var i = 0; i < 3; i++)
        {
            Assert.Equal(usual.Dates[i].Rows, narrow.Dates[i].Rows);
            Assert.Equal(usual.Dates[i].Sums.ToDictionary(), narrow.Dates[i].Sums.ToDictionary());
            Assert.Equal(usual.Dates[i].DuplicateKeys, narrow.Dates[i].DuplicateKeys);
            Assert.True(usual.Dates[i].DuplicateKeys > 0);
            Assert.Equal(usual.Dates[i].Nulls.ToDictionary(), narrow.Dates[i].Nulls.ToDictionary());
            Assert.Equal(ParquetTable.Read(BytesOf(usual.Dates[i])).Rows, ParquetTable.Read(BytesOf(narrow.Dates[i])).Rows);
        }
    }

    [Fact]
    public async Task Sums_beyond_64_bits_are_exact()
    {
        var row = Header.Trim() + "\n" + string.Concat(Enumerable.Repeat("2026-11-18\tA\t123456789\tRestore\t1\ti\tp\t\t\t\tUS\t9223372036854775807\n", 5));
        await using var curated = await CurateAsync(row, CurationLimits.Default);

        Assert.Equal(5m * long.MaxValue, Assert.Single(curated.Dates).Sums["restores"]);
    }

    [Fact]
    public async Task Temporary_files_are_gone_when_everything_is_disposed()
    {
        var curated = await CurateAsync(Rows(20_000, 50, 50), CurationLimits.Default with { BufferBytes = 1 << 18, OutputBytes = 0 });
        var date = curated.Dates[0];
        await using (var stream = date.OpenRead())
        {
            Assert.Equal((byte)'P', (byte)stream.ReadByte());
        }

        await curated.DisposeAsync();
        Assert.Throws<ObjectDisposedException>(() => date.OpenRead().ReadByte());
    }

    [Fact]
    public async Task Mutated_deliveries_conserve_their_rows_or_fail_with_a_sentence()
    {
        var random = new Random(11);
        var whole = Encoding.UTF8.GetBytes(Rows(300, 3, 20));
        for (var round = 0; round < 200; round++)
        {
            var mutated = (byte[])whole.Clone();
            for (var change = random.Next(1, 30); change > 0; change--)
            {
                var at = random.Next(round % 2 == 0 ? Header.Length : 0, mutated.Length);
                mutated[at] = (byte)(random.Next(6) switch { 0 => '\n', 1 => '\t', 2 => '"', 3 => 0xFF, 4 => '\r', _ => random.Next(256) });
            }

            try
            {
                var segment = Delivery.Gzip(mutated);
                await using var curated = await new InstanceCurator().RunAsync(Delivery.Input("downloads", segment));
                Assert.Equal(curated.RowsIn, curated.Dates.Sum(d => d.Rows) + curated.RowsQuarantined);
                await using var byCsvHelper = await new InstanceCurator(CurationLimits.Default with { CutsTabsInPlace = false }, ParquetWriterOptions.Default)
                    .RunAsync(Delivery.Input("downloads", segment));
                Assert.Equal(byCsvHelper.Dates.Select(BytesOf), curated.Dates.Select(BytesOf));
                Assert.Equal(Delivery.QuarantineOf(byCsvHelper), Delivery.QuarantineOf(curated));
                Assert.Equal(curated.RowsQuarantined, curated.RejectReasons.Values.Sum());
                foreach (var date in curated.Dates)
                {
                    Assert.Equal(date.Rows, ParquetTable.Read(BytesOf(date)).Rows.Count);
                }
            }
            catch (CurationException fault)
            {
                Assert.Contains("downloads", fault.Message, StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public async Task Any_damage_to_the_compressed_bytes_ends_with_a_sentence_or_changes_nothing()
    {
        var random = new Random(12);
        var whole = Delivery.Gzip(Rows(300, 3, 20));
        await using var usual = await new InstanceCurator().RunAsync(Delivery.Input("downloads", whole));
        for (var round = 0; round < 300; round++)
        {
            var damaged = (byte[])whole.Clone();
            damaged[random.Next(damaged.Length)] ^= (byte)random.Next(1, 256);
            damaged = random.Next(3) == 0 ? damaged[..random.Next(damaged.Length)] : damaged;
            try
            {
                await using var curated = await new InstanceCurator().RunAsync(Delivery.Input("downloads", damaged));
                if (damaged.Length > 0)
                {
                    // Bytes of the gzip header that carry no meaning: time, system, flags that are not looked at.
                    Assert.Equal(usual.Dates.Select(BytesOf), curated.Dates.Select(BytesOf));
                }
            }
            catch (CurationException fault)
            {
                Assert.Contains("segment-1", fault.Message, StringComparison.Ordinal);
            }
        }
    }
}
