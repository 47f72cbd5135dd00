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
    public void ToDdl_Downloads_IsOneStatement()
    {
        var ddl = TableSchemas.Get("downloads").ToDdl("appstore", "s3://bucket/lake/");

        Assert.StartsWith("CREATE EXTERNAL TABLE IF NOT EXISTS `appstore`.`curated_downloads` (\n  `metric_date` date COMMENT '", ddl, StringComparison.Ordinal);
        Assert.Contains("PARTITIONED BY (\n  `dt` string COMMENT 'The metric date, YYYY-MM-DD',\n  `app_id` bigint COMMENT 'Apple\\'s identifier of the app'\n)", ddl, StringComparison.Ordinal);
        Assert.EndsWith("STORED AS PARQUET\nLOCATION 's3://bucket/lake/curated/downloads/'\nTBLPROPERTIES ('classification' = 'parquet')", ddl, StringComparison.Ordinal);
    }
}
