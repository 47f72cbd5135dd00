namespace AppleAnalytics.Polyfills.Tests.Probe;

public sealed class OfficialApiProbeTests
{
    [Fact]
    public async Task Probe_AgainstThePolyfills_PrintsWhatTheOfficialAssembliesPrinted()
    {
        var output = new StringWriter { NewLine = "\n" };

        await OfficialApiProbe.RunAsync(output);

        var expected = await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "Probe", "expected.txt"));
        Assert.Equal(expected, output.ToString(), ignoreLineEndingDifferences: true);
    }
}
