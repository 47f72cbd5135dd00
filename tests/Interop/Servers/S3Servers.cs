namespace AppleAnalytics.Interop.Tests.Servers;

/// <summary>Tests that share one moto and one radosgw; they run one after another, each on buckets of its own.</summary>
[CollectionDefinition(Name)]
public sealed class S3Servers : ICollectionFixture<Moto>, ICollectionFixture<RadosGateway>
{
    public const string Name = "S3 servers";
}
