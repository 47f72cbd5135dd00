using AppleAnalytics.AthenaDouble;

namespace AppleAnalytics.Catalog;

/// <summary>The double refuses what Athena refuses; otherwise tests against it would say nothing.</summary>
public sealed class AthenaDoubleTests
{
    readonly GlueState _glue = new();

    public AthenaDoubleTests()
    {
        _glue.Run("CREATE DATABASE a");
        _glue.Run("CREATE EXTERNAL TABLE `a`.`t` (`x` bigint) PARTITIONED BY (`dt` string, `app_id` bigint) STORED AS PARQUET LOCATION 's3://b/t/'");
    }

    [Theory]
    [InlineData("CREATE EXTERNAL TABLE `a`.`u` (date date) STORED AS PARQUET LOCATION 's3://b/u/'", "reserved word")]
    [InlineData("CREATE EXTERNAL TABLE `a`.\"u\" (`x` bigint) STORED AS PARQUET LOCATION 's3://b/u/'", "quoted with backticks")]
    [InlineData("CREATE EXTERNAL TABLE `a`.`u` (`x` varbigint) STORED AS PARQUET LOCATION 's3://b/u/'", "type varbigint is unknown")]
    [InlineData("CREATE EXTERNAL TABLE `a`.`u` (`x` bigint, `dt` string) PARTITIONED BY (`dt` string) STORED AS PARQUET LOCATION 's3://b/u/'", "Column repeated")]
    [InlineData("CREATE EXTERNAL TABLE `a`.`u` (`x` bigint) STORED AS PARQUET LOCATION 's3://b/u'", "end with a slash")]
    [InlineData("CREATE EXTERNAL TABLE `a`.`u` (`x` bigint COMMENT 'it's') STORED AS PARQUET LOCATION 's3://b/u/'", "missing closing")]
    [InlineData("CREATE EXTERNAL TABLE `a`.`t` (`x` bigint) STORED AS PARQUET LOCATION 's3://b/t/'", "already exists")]
    [InlineData("CREATE EXTERNAL TABLE `z`.`t` (`x` bigint) STORED AS PARQUET LOCATION 's3://b/t/'", "Database does not exist")]
    [InlineData("ALTER TABLE `a`.`t` ADD COLUMNS (`dt` string)", "Duplicate column")]
    [InlineData("ALTER TABLE `a`.`v` ADD COLUMNS (`y` string)", "Table not found")]
    [InlineData("ALTER TABLE `a`.`t` ADD PARTITION (`dt` = '2026-11-20', `app_id` = '7') LOCATION 's3://b/t/x/'", "none of type bigint")]
    [InlineData("ALTER TABLE `a`.`t` ADD PARTITION (`dt` = '2026-11-20') LOCATION 's3://b/t/x/'", "expecting ,")]
    [InlineData("ALTER TABLE `a`.`t` DROP PARTITION (`dt` = '2026-11-20', `app_id` = 7)", "Partition not found")]
    [InlineData("DROP TABLE `a`.`t`", "no viable alternative")]
    public void Run_DdlAthenaRefuses_IsRefused(string ddl, string expected) =>
        Assert.Contains(expected, Assert.Throws<RefusedException>(() => _glue.Run(ddl)).Message, StringComparison.Ordinal);

    [Fact]
    public void Run_MoreThanAThousandPartitions_IsRefused()
    {
        var partitions = Enumerable.Range(1, 1001).Select(app => $"PARTITION (`dt` = '2026-11-20', `app_id` = {app}) LOCATION 's3://b/t/{app}/'");

        Assert.Throws<RefusedException>(() => _glue.Run("ALTER TABLE `a`.`t` ADD " + string.Join(' ', partitions)));
    }

    [Theory]
    [InlineData("SELECT `dt` FROM \"a\".\"t\"", "backquoted identifiers")]
    [InlineData("SELECT \"dt\" FROM \"a\".\"v\"", "does not exist")]
    [InlineData("SELECT \"dt\", COUNT(*) AS \"n\" FROM \"a\".\"t\" GROUP BY \"app_id\"", "must be an aggregate expression")]
    [InlineData("SELECT \"dt\" FROM \"a\".\"t\" WHERE \"dt\" IN (2026)", "a text in single quotes")]
    [InlineData("SELECT \"nothing\" FROM \"a\".\"t$partitions\"", "cannot be resolved")]
    public async Task RunAsync_QueryAthenaRefuses_IsRefused(string sql, string expected)
    {
        _glue.Run("ALTER TABLE `a`.`t` ADD PARTITION (`dt` = '2026-11-20', `app_id` = 7) LOCATION 's3://b/t/x/'");
        var engine = new QueryEngine(_glue, _ => Task.FromResult<IReadOnlyDictionary<string, long>>(new Dictionary<string, long> { ["s3://b/t/x/"] = 1 }));

        Assert.Contains(expected, (await Assert.ThrowsAsync<RefusedException>(() => engine.RunAsync(sql))).Message, StringComparison.Ordinal);
    }
}
