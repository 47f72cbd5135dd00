using AppleAnalytics.Lake;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace AppleAnalytics.Catalog;

public sealed class CatalogOptionsTests
{
    static readonly LakeOptions S3 = new() { Root = "s3://bucket/lake" };

    [Fact]
    public void From_NothingSet_FollowsTheLake()
    {
        Assert.Equal(CatalogKind.Local, From(new()).Kind);
        Assert.Equal((CatalogKind.Athena, "appstore", "primary", false), (From(S3).Kind, From(S3).Database, From(S3).Workgroup, From(S3).Projection));
    }

    [Fact]
    public void From_AthenaOverAFolder_SaysWhatToSet() => AssertSays("which Athena cannot read", new(), ("Kind", "athena"));

    [Fact]
    public void AddCatalog_FollowsTheKind()
    {
        Assert.IsType<AthenaRegistrar>(Registrar(("Lake:Root", "s3://bucket/lake"), ("Aws:Region", "eu-central-1")));
        Assert.IsType<PartitionRegistrar>(Registrar(("Lake:Root", "s3://bucket/lake"), ("Aws:Region", "eu-central-1"), ("Catalog:Kind", "local")));

        static Registrar Registrar(params (string, string)[] settings)
        {
            var configuration = Configuration(settings);
            using var services = new ServiceCollection().AddLogging().AddLake(configuration).AddCatalog(configuration).BuildServiceProvider();
            return services.GetRequiredService<Registrar>();
        }
    }

    [Fact]
    public void From_UnknownKind_SaysWhatToSet() => AssertSays("Set it to local or athena", S3, ("Kind", "glue"));

    [Fact]
    public void From_DatabaseAthenaWouldRefuse_SaysWhatToSet() => AssertSays("Catalog__Database is 'App-Store'", S3, ("Database", "App-Store"));

    [Fact]
    public void From_UnknownPartitions_SaysWhatToSet() => AssertSays("Set it to registered or projection", S3, ("Partitions", "auto"));

    [Fact]
    public void From_PlacesThatAreNone_SayWhatToSet()
    {
        AssertSays("Set it to s3://bucket/prefix/", S3, ("OutputLocation", "results"));
        AssertSays("no http or https address", S3, ("ServiceUrl", "athena"));
    }

    [Fact]
    public void From_SlaHours_IsReadAndChecked()
    {
        Assert.Equal(26, FreshnessOptions.From(Configuration()).SlaHours);
        Assert.Equal(30.5, FreshnessOptions.From(Configuration(("Freshness:SlaHours", "30.5"))).SlaHours);
        Assert.Contains(
            "Freshness__SlaHours is '0'",
            Assert.Throws<ConfigurationException>(() => FreshnessOptions.From(Configuration(("Freshness:SlaHours", "0")))).Message,
            StringComparison.Ordinal);
    }

    static CatalogOptions From(LakeOptions lake, params (string Key, string Value)[] settings) =>
        CatalogOptions.From(Configuration([.. settings.Select(s => ("Catalog:" + s.Key, s.Value))]), lake);

    static IConfigurationRoot Configuration(params (string Key, string Value)[] settings) =>
        new ConfigurationBuilder().AddInMemoryCollection(settings.Select(s => KeyValuePair.Create(s.Key, (string?)s.Value))).Build();

    static void AssertSays(string expected, LakeOptions lake, params (string Key, string Value)[] settings) =>
        Assert.Contains(expected, Assert.Throws<ConfigurationException>(() => From(lake, settings)).Message, StringComparison.Ordinal);
}
