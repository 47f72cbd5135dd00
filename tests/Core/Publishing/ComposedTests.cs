using System.IO.Compression;
using System.Text;
using AppleAnalytics.Catalog;
using AppleAnalytics.Curation;
using AppleAnalytics.Lake;
using AppleAnalytics.Landing;
using AppleAnalytics.Parquet;
using AppleAnalytics.Quality;
using AppleAnalytics.Reports;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace AppleAnalytics.Publishing;

/// <summary>The rooms put together as a host does, with the real curator over files as Apple sends them.</summary>
public sealed class ComposedTests : IDisposable
{
    const long App = 1001;

    readonly TempFolder _folder = new();
    readonly ServiceProvider _services;

    public ComposedTests()
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection([KeyValuePair.Create("Lake:Root", (string?)_folder.Combine("lake"))]).Build();
        _services = new ServiceCollection().AddLogging().AddLake(configuration).AddQuality(configuration).AddCuration(configuration).AddCatalog(configuration)
            .BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true, ValidateScopes = true });
    }

    ObjectStore Store => _services.GetRequiredService<ObjectStore>();

    public static TheoryData<string> Tables => [.. ReportCatalogue.DefaultTables.Select(t => t.Name)];

    public void Dispose()
    {
        _services.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [MemberData(nameof(Tables))]
    public async Task RunAsync_DeliveryOfEveryTable_IsPublishedWithTheColumnsOfItsSchema(string table)
    {
        var outcome = await DeliverAsync(table, File(table, extra: null, "2026-11-18", "2026-11-19", "2026-11-19"));

        Assert.Equal((InstanceOutcome.Published, 3L, 2), (outcome.State, outcome.RowsPublished, outcome.PartitionsPublished));
        Assert.DoesNotContain(outcome.Findings, f => f.Contains("missing", StringComparison.Ordinal));
        var file = (await Store.ReadAsync(LakeLayout.Partition(table, new(2026, 11, 19), App)))!.Value.Content;
        var footer = ParquetFooterReader.Read(new MemoryStream(file));
        var schema = TableSchemas.Get(table).Columns;
        Assert.Equal(schema.Select(c => c.Name), footer.Columns.Select(c => c.Name));
        Assert.Equal(schema.Select(c => c.Type), footer.Columns.Select(c => TypeName(c.Type)));
        Assert.Equal(2, (await _services.GetRequiredService<PartitionRegistrar>().RunAsync(new())).Registered);
    }

    [Fact]
    public async Task RunAsync_ColumnAppleAdded_IsKeptListedAndRegisteredAgain()
    {
        await DeliverAsync("downloads", File("downloads", extra: null, "2026-11-18"));
        await _services.GetRequiredService<PartitionRegistrar>().RunAsync(new());
        var outcome = await DeliverAsync("downloads", File("downloads", extra: "Brand New", "2026-11-18"), day: 21, id: "i21");

        Assert.Equal(InstanceOutcome.Published, outcome.State);
        Assert.Contains("brand_new", Assert.Single(outcome.Findings, f => f.Contains("kept as text", StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.Equal(1, (await _services.GetRequiredService<PartitionRegistrar>().RunAsync(new())).Registered);
        var listed = Encoding.UTF8.GetString((await Store.ReadAsync("state/catalog/downloads.json"))!.Value.Content);
        Assert.Contains("\"name\": \"brand_new\"", listed, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_FileWithoutARequiredColumn_FailsAndLeavesWhatStands()
    {
        await DeliverAsync("downloads", File("downloads", extra: null, "2026-11-18"));
        var broken = File("downloads", extra: null, "2026-11-18").Replace("\tCounts\n", "\tAmounts\n", StringComparison.Ordinal);
        var outcome = await DeliverAsync("downloads", broken, day: 21, id: "i21");

        Assert.Equal(InstanceOutcome.Failed, outcome.State);
        Assert.Contains("'Counts' is missing", outcome.Message, StringComparison.Ordinal);
        Assert.Equal("i20", (await Manifests.ReadAsync("downloads", App)).Partitions[new(2026, 11, 18)].Vintage.InstanceId);
    }

    [Fact]
    public async Task RunAsync_SegmentCutOff_FailsWithASentenceAndIsTriedAgain()
    {
        var whole = Gzip(File("downloads", extra: null, "2026-11-18", "2026-11-19"));
        var outcome = await DeliverAsync("downloads", whole[..^12]);

        Assert.Equal(InstanceOutcome.Failed, outcome.State);
        Assert.NotEqual("", outcome.Message);
        var entry = (await _services.GetRequiredService<InstanceLedger>().ReadAsync(App)).Find("i20")!;
        Assert.Equal((InstanceOutcome.Failed, 1), (entry.Outcome, entry.Attempts));
        Assert.Empty((await Manifests.ReadAsync("downloads", App)).Partitions);
    }

    [Fact]
    public async Task RunAsync_RowsOfAnotherApp_BlockTheInstance()
    {
        var outcome = await DeliverAsync("downloads", File("downloads", extra: null, "2026-11-18").Replace("\t1001\t", "\t77\t", StringComparison.Ordinal));

        Assert.Equal(InstanceOutcome.Failed, outcome.State);
        Assert.Contains("app 77", outcome.Message, StringComparison.Ordinal);
    }

    PartitionManifests Manifests => _services.GetRequiredService<PartitionManifests>();

    static string File(string table, string? extra, params string[] dates)
    {
        var columns = ReportCatalogue.Get(table).Columns;
        var header = string.Join('\t', columns.Select(c => c.Header).Prepend("Date")) + (extra is null ? "" : "\t" + extra) + "\n";
        return header + string.Concat(dates.Select((date, row) =>
            string.Join('\t', columns.Select(c => Value(c, row)).Prepend(date)) + (extra is null ? "" : "\tsomething") + "\n"));
    }

    static string Value(ReportColumn column, int row) => column switch
    {
        { Name: "app_apple_identifier" } => $"{App}",
        { Name: "territory" } => "US",
        { Type: ColumnType.Date } => "2026-11-01",
        { Type: ColumnType.Decimal } => "17.54",
        { Type: ColumnType.BigInt } => $"{7 + row}",
        _ => $"value {row}",
    };

    static byte[] Gzip(string text)
    {
        using var target = new MemoryStream();
        using (var gzip = new GZipStream(target, CompressionLevel.Fastest))
        {
            gzip.Write(Encoding.UTF8.GetBytes(text));
        }

        return target.ToArray();
    }

    static string TypeName(ParquetType type) => type switch
    {
        ParquetType.Date => "date",
        ParquetType.Int64 => "bigint",
        ParquetType.Decimal18x6 => "decimal(18,6)",
        _ => "string",
    };

    Task<CurateOutcome> DeliverAsync(string table, string text, int day = 20, string id = "i20") => DeliverAsync(table, Gzip(text), day, id);

    async Task<CurateOutcome> DeliverAsync(string table, byte[] segment, int day = 20, string id = "i20")
    {
        var record = new InstanceRecord
        {
            Table = table,
            Report = ReportCatalogue.Get(table).Report,
            AppId = App,
            RequestId = "r1",
            AccessType = AccessType.Ongoing,
            RequestSequence = 1,
            Granularity = Granularity.Daily,
            ProcessingDate = new(2026, 11, day),
            InstanceId = id,
            Content = InstanceContent.Rows,
            Segments = [new("s1", segment.Length, "")],
        };
        await Store.PutAsync(LakeLayout.RawSegment(table, record.ProcessingDate, App, id, "s1"), segment, PutOptions.Always);
        await Store.PutJsonAsync(LakeLayout.InstanceRecord(table, record.ProcessingDate, App, id), record);
        return await _services.GetRequiredService<InstancePublisher>().RunAsync(new(
            new()
            {
                Table = table, AppId = App, RequestId = "r1", AccessType = AccessType.Ongoing, RequestSequence = 1, ProcessingDate = record.ProcessingDate, InstanceId = id,
            },
            new QualityThresholds(),
            new(2026, 11, 28)));
    }
}
