using Microsoft.Extensions.Configuration;

namespace AppleAnalytics.Lake;

public sealed class LakeOptionsTests
{
    [Fact]
    public void From_NothingSet_IsTheFolderLake()
    {
        var options = From();

        Assert.Equal("./lake", options.Root);
        Assert.False(options.IsS3);
    }

    [Theory]
    [InlineData("s3://bucket", "bucket", "")]
    [InlineData("s3://bucket/", "bucket", "")]
    [InlineData("s3://bucket/a/b/", "bucket", "a/b")]
    public void Bucket_OfAnS3Root_IsSplitFromThePrefix(string root, string bucket, string prefix) =>
        Assert.Equal((bucket, prefix), From(("Lake:Root", root)).Bucket);

    [Fact]
    public void From_FolderInsideAzure_SaysWhatToSet() =>
        AssertSays("Set Lake__Root to s3://bucket/prefix", ("Lake:Root", "./lake"), ("WEBSITE_INSTANCE_ID", "x"));

    [Fact]
    public void From_UnknownScheme_SaysWhatToSet() => AssertSays("neither a folder nor s3://bucket/prefix", ("Lake:Root", "gs://bucket"));

    [Fact]
    public void From_NoBucket_SaysWhatToSet() => AssertSays("names no bucket", ("Lake:Root", "s3:///x"));

    [Fact]
    public void From_BadServiceUrl_SaysWhatToSet() => AssertSays("Set Lake__ServiceUrl", ("Lake:ServiceUrl", "localhost:9000"));

    [Fact]
    public void Open_FolderThatCannotBeMade_SaysWhatToSet()
    {
        using var folder = new TempFolder();
        File.WriteAllText(folder.Combine("file"), "");

        var fault = Assert.Throws<ConfigurationException>(() => LakeStores.OpenFolder(new() { Root = folder.Combine("file", "lake") }));

        Assert.Contains("Set Lake__Root", fault.Message, StringComparison.Ordinal);
    }

    static LakeOptions From(params (string Key, string Value)[] settings) => LakeOptions.From(
        new ConfigurationBuilder().AddInMemoryCollection(settings.Select(s => KeyValuePair.Create(s.Key, (string?)s.Value))).Build());

    static void AssertSays(string expected, params (string Key, string Value)[] settings) =>
        Assert.Contains(expected, Assert.Throws<ConfigurationException>(() => From(settings)).Message, StringComparison.Ordinal);
}
