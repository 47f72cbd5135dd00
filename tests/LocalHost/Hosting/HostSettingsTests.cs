using AppleAnalytics.LocalHost.Hosting;
using AppleAnalytics.LocalHost.Tests.Engine;

namespace AppleAnalytics.LocalHost.Tests.Hosting;

public sealed class HostSettingsTests
{
    private static HostSettings Load(string json)
    {
        using var directory = new TempDirectory();
        var path = Path.Combine(directory.Path, "host.json");
        File.WriteAllText(path, json);
        return HostSettings.Load(path);
    }

    [Fact]
    public void Load_reads_what_the_file_says()
    {
        var settings = Load("""
            { "version": "2.0", "extensions": { "durableTask": { "hubName": "Hub", "defaultVersion": "2.1", "maxConcurrentActivityFunctions": 7 },
              "http": { "routePrefix": "v1" } } }
            """);
        Assert.Equal(new HostSettings { HubName = "Hub", DefaultVersion = "2.1", MaxConcurrentActivityFunctions = 7, RoutePrefix = "v1" }, settings);
    }

    [Fact]
    public void Load_keeps_defaults_for_the_rest() => Assert.Equal(new HostSettings(), Load("""{ "version": "2.0" }"""));

    [Theory]
    [InlineData("0")]
    [InlineData("\"many\"")]
    public void Load_of_a_count_out_of_range_is_refused(string count)
    {
        var error = Assert.Throws<InvalidDataException>(
            () => Load($$$"""{ "extensions": { "durableTask": { "maxConcurrentActivityFunctions": {{{count}}} } } }"""));
        Assert.Contains("maxConcurrentActivityFunctions", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_of_a_missing_file_says_so() => Assert.Throws<FileNotFoundException>(() => HostSettings.Load("/no/such/host.json"));
}
