using System.Text;
using AppleAnalytics.AthenaDouble;
using AppleAnalytics.Reports;

namespace AppleAnalytics.Catalog;

public sealed class AthenaStatementsTests
{
    static readonly AthenaStatements Statements = new("appstore", "s3://bucket/lake");
    static readonly long[] Apps = [7, 8];

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Create_EveryTableThereCanBe_IsTaken(bool projection)
    {
        var glue = new GlueState();
        glue.Run(Statements.CreateDatabase());
        var all = ReportCatalogue.All.ToDictionary(t => t.Name, _ => (IReadOnlyCollection<string>)["date", "it's \\ `new`"]);

        Assert.All(TableSchemas.ToDeclare(all), schema => glue.Run(Statements.Create(schema, TableProperties.Of(schema, Statements.Root, projection, Apps))));

        var table = glue.Databases["appstore"]["curated_purchases"];
        Assert.Equal("s3://bucket/lake/curated/purchases/", table.Parameters["location"]);
        Assert.Equal(["dt", "app_id"], table.PartitionKeys.Select(k => k.Name));
        Assert.Contains(table.Columns, c => c is { Name: "proceeds_usd", Type: "decimal(18,6)" } && c.Comment.Contains("adds up", StringComparison.Ordinal));
        Assert.Contains(table.Columns, c => c.Name == "it's \\ `new`");
        Assert.Contains("overlapping vintages, do not sum", glue.Databases["appstore"]["raw_purchases"].Parameters["comment"], StringComparison.Ordinal);
        Assert.All(glue.Databases["appstore"].Values.Where(t => t.Name.StartsWith("raw_", StringComparison.Ordinal)), t => Assert.All(t.Columns, c => Assert.Equal("string", c.Type)));
    }

    [Fact]
    public void AddPartitions_Many_AreCutAtAThousandAndAtTheLongestStatement()
    {
        var schema = TableSchemas.Get("downloads");
        var partitions = Enumerable.Range(0, 2500).Select(i => new CatalogPartition(new DateOnly(2026, 1, 1).AddDays(i % 300), 1_000_000_000 + i)).ToList();

        Assert.Equal([1000, 1000, 500], Statements.AddPartitions(schema, partitions).Select(b => b.Partitions.Count));

        var far = new AthenaStatements("appstore", "s3://bucket/" + new string('p', 800));
        var batches = far.AddPartitions(schema, partitions).ToList();
        Assert.Equal(partitions, batches.SelectMany(b => b.Partitions));
        Assert.True(batches.Count > 8);
        Assert.All(batches, b => Assert.InRange(Encoding.UTF8.GetByteCount(b.Sql), 200_000 * (b == batches[^1] ? 0 : 1), AthenaStatements.MostBytes));
    }

    [Fact]
    public void AddDeliveries_PointAtTheDeliverysOwnFolder()
    {
        var glue = new GlueState();
        glue.Run(Statements.CreateDatabase());
        var schema = TableSchema.OfRaw(ReportCatalogue.Get("downloads"));
        glue.Run(Statements.Create(schema, TableProperties.Of(schema, Statements.Root, false, Apps)));

        glue.Run(Statements.AddDeliveries(schema, [new(new(2026, 11, 20), 7, "i-1"), new(new(2026, 11, 20), 7, "i'2")]).Single().Sql);

        var table = glue.Databases["appstore"]["raw_downloads"];
        Assert.Equal("s3://bucket/lake/raw/downloads/dt=2026-11-20/app_id=7/i-1/", table.Partitions["2026-11-20/7/i-1"]);
        Assert.Equal("1", table.Parameters["skip.header.line.count"]);
    }

    [Fact]
    public void Comment_Long_IsCutToWhatGlueKeeps()
    {
        var comment = AthenaStatements.Comment(new string('ü', 200) + "\nend");

        Assert.True(Encoding.UTF8.GetByteCount(comment) <= 255);
        Assert.EndsWith("…", comment, StringComparison.Ordinal);
        Assert.All(TableSchemas.ToDeclare(new Dictionary<string, IReadOnlyCollection<string>>()).SelectMany(s => s.Columns), c => Assert.Equal(c.Comment, AthenaStatements.Comment(c.Comment)));
    }

    [Theory]
    [InlineData("it's", "'it\\'s'", "'it''s'")]
    [InlineData("a\\b", "'a\\\\b'", "'a\\b'")]
    [InlineData("two\nlines", "'two lines'", "'two\nlines'")]
    public void Texts_AreQuotedAsEachLanguageHasIt(string text, string ddl, string query) =>
        Assert.Equal((ddl, query), (AthenaSql.Text(text), AthenaSql.QueryText(text)));

    [Fact]
    public void Names_AreQuotedAsEachLanguageHasIt() =>
        Assert.Equal(("`a``b\"`", "\"a`b\"\"\""), (AthenaSql.Name("a`b\""), AthenaSql.QueryName("a`b\"")));
}
