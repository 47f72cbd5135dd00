using AppleAnalytics.Reports;

namespace AppleAnalytics.Catalog;

public sealed class TableSchemaTests
{
    [Fact]
    public void Of_Purchases_HasTypesInFileOrderAndNoPartitionKeys()
    {
        var columns = TableSchemas.Get("purchases", ["zz_new", "apple_new"]).Columns;

        Assert.Equal(["metric_date", "app_name"], columns.Take(2).Select(c => c.Name));
        Assert.Equal(["apple_new", "zz_new", "processing_date", "instance_id", "access_type"], columns.TakeLast(5).Select(c => c.Name));
        Assert.Equal("decimal(18,6)", columns.Single(c => c.Name == "proceeds_usd").Type);
        Assert.Equal("bigint", columns.Single(c => c.Name == "content_apple_identifier").Type);
        Assert.Contains("may not be summed", columns.Single(c => c.Name == "paying_users").Comment, StringComparison.Ordinal);
        Assert.DoesNotContain(columns, c => c.Name is "dt" or "app_id");
    }

    [Fact]
    public void Get_EveryTable_HasDistinctColumnsWithComments() => Assert.All(ReportCatalogue.All.Select(t => t.Name).Append(ReportCatalogue.Reviews), name =>
    {
        var schema = TableSchemas.Get(name);
        Assert.Equal("curated_" + name, schema.Name);
        Assert.Equal(schema.Columns.Count, schema.Columns.Select(c => c.Name).Distinct().Count());
        Assert.All(schema.Columns, c => Assert.NotEqual("", c.Comment));
    });

    [Fact]
    public void Of_EveryMeasure_SaysWhetherItAddsUp() => Assert.All(ReportCatalogue.All, table =>
    {
        var columns = TableSchema.Of(table).Columns.ToDictionary(c => c.Name, c => c.Comment);
        var measures = table.Columns.Where(c => c.IsMeasure).Select(c => (c.Name, c.Summable)).Concat(table.DerivedMeasures.Select(m => (m.Name, m.Summable)));
        Assert.All(measures, m => Assert.Equal(m.Summable, columns[m.Name].Contains("adds up", StringComparison.Ordinal)));
        Assert.All(measures, m => Assert.Equal(!m.Summable, columns[m.Name].Contains("may not be summed", StringComparison.Ordinal)));
    });

    [Fact]
    public void ToDeclare_NothingPublished_IsTheFixedList()
    {
        var names = TableSchemas.ToDeclare(new Dictionary<string, IReadOnlyCollection<string>>()).Select(s => s.Name).ToList();

        Assert.Equal((17, 17), (names.Count(n => n.StartsWith("raw_", StringComparison.Ordinal)), names.Count(n => n.StartsWith("curated_", StringComparison.Ordinal)) - 1));
        Assert.Equal(["curated_reviews", "dim_apps", "dim_territories", "load_audit", "quality_results"], names.Where(n => n == "curated_reviews" || ServiceTables.Names.Contains(n)));
        Assert.Equal(39, names.Distinct().Count());
    }

    [Fact]
    public void ToDeclare_AnotherReportWasPublished_IsDeclaredToo()
    {
        var schemas = TableSchemas.ToDeclare(new Dictionary<string, IReadOnlyCollection<string>> { ["engagement_weekly"] = ["new_column"] });

        Assert.Contains(schemas.Single(s => s.Name == "curated_engagement_weekly").Columns, c => c.Name == "new_column");
        Assert.Equal("raw/engagement_weekly/", schemas.Single(s => s.Name == "raw_engagement_weekly").Folder);
    }
}
