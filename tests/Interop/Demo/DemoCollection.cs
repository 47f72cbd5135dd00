namespace AppleAnalytics.Interop.Tests.Demo;

/// <summary>The classes that look at one and the same demo, which is played once.</summary>
[CollectionDefinition(Name)]
public sealed class DemoCollection : ICollectionFixture<PlayedDemo>
{
    public const string Name = "demo";
}
