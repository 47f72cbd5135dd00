using System.Text.Json;
using System.Xml.Linq;

namespace AppleAnalytics.Polyfills.Tests.PackageModes;

/// <summary>What the build decides, asked from the build itself, with package folders made up for the purpose.</summary>
public sealed class PackageModeTests : IDisposable
{
    private static readonly string s_functions = Repository.PathOf("src", "Functions", "AppleAnalytics.Functions.csproj");

    // Each with the property that holds its version.
    private static readonly (string Package, string Version)[] s_pinned =
    [
        ("Microsoft.Azure.Functions.Worker", "FunctionsWorkerVersion"),
        ("Microsoft.Azure.Functions.Worker.Extensions.DurableTask", "FunctionsDurableTaskVersion"),
        ("Microsoft.Azure.Functions.Worker.Extensions.Http.AspNetCore", "FunctionsHttpAspNetCoreVersion"),
        ("Microsoft.Azure.Functions.Worker.Extensions.Timer", "FunctionsTimerVersion"),
        ("Microsoft.Azure.Functions.Worker.Sdk", "FunctionsWorkerSdkVersion"),
    ];

    private static readonly string[] s_official = [.. s_pinned.Select(pinned => pinned.Package)];

    private readonly string _packages = Directory.CreateTempSubdirectory("packages-").FullName;

    public void Dispose() => Directory.Delete(_packages, recursive: true);

    [Fact]
    public async Task Mode_AllOfficialPackagesPresent_IsOfficial()
    {
        PretendRestored(s_pinned.Length);

        var build = await EvaluateAsync();

        Assert.Equal("official", build.Mode);
        Assert.Equal(s_official, build.Packages);
        Assert.Empty(build.Polyfills);
        Assert.EndsWith("artifacts/official", build.ArtifactsPath, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Mode_OneOfficialPackageMissing_IsPolyfillAndSwapsTheReferences()
    {
        PretendRestored(s_pinned.Length - 1);

        var build = await EvaluateAsync();

        Assert.Equal("polyfill", build.Mode);
        Assert.Empty(build.Packages);
        Assert.Equal(s_official[..^1], build.Polyfills);
        Assert.EndsWith("artifacts/polyfill", build.ArtifactsPath, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Mode_AskedFor_IsTakenWhateverIsPresent()
    {
        var build = await EvaluateAsync("-p:PackageMode=official");

        Assert.Equal("official", build.Mode);
        Assert.Equal(s_official, build.Packages);
    }

    [Fact]
    public async Task Publish_PolyfillMode_IsRefusedWithOneSentence()
    {
        var (exitCode, output, _) = await DotNet.RunAsync(
            Environment(), "msbuild", s_functions, "-nologo", "-t:RefusePolyfillPublish", "-p:PackageMode=polyfill");

        Assert.NotEqual(0, exitCode);
        Assert.Contains("cannot be published in polyfill mode", output, StringComparison.Ordinal);
    }

    [PolyfillModeFact]
    public async Task FunctionApp_StartedWithoutTheFunctionsHost_SaysWhatToDoAndFails()
    {
        var (exitCode, output, error) = await DotNet.RunAsync(
            null, "exec", Path.Combine(BuildMode.FunctionsOutput, "AppleAnalytics.Functions.dll"));

        Assert.Equal(1, exitCode);
        Assert.Equal("", output);
        Assert.StartsWith("This build has no Azure Functions worker", error, StringComparison.Ordinal);
        Assert.Single(error.Trim().Split('\n'));
    }

    [Fact]
    public void Projects_NameOfficialPackagesOnlyAndPolyfillsNowhere()
    {
        var files = Directory.EnumerateFiles(Repository.PathOf("src"), "*", SearchOption.AllDirectories)
            .Where(path => Path.GetExtension(path) is ".cs" or ".csproj" or ".props");

        Assert.All(files, path => Assert.DoesNotContain("polyfill", File.ReadAllText(path), StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public void Polyfills_AreEachNamedAfterAnOfficialPackage()
    {
        var projects = Directory.EnumerateFiles(Repository.PathOf("eng", "polyfills"), "*.csproj", SearchOption.AllDirectories)
            .Select(path => Path.GetFileNameWithoutExtension(path))
            .Order(StringComparer.Ordinal);

        Assert.Equal(s_official[..^1], projects.Where(name => name.StartsWith("Microsoft.", StringComparison.Ordinal)));
        var versions = File.ReadAllText(Repository.PathOf("Directory.Packages.props"));
        Assert.All(projects, name => Assert.Contains($"Include=\"{name}\"", versions, StringComparison.Ordinal));
    }

    private async Task<(string Mode, string ArtifactsPath, List<string> Packages, List<string> Polyfills)> EvaluateAsync(
        params string[] arguments)
    {
        var (exitCode, output, error) = await DotNet.RunAsync(
            Environment(),
            [
                "msbuild", s_functions, "-nologo", "-getProperty:PackageMode", "-getProperty:ArtifactsPath",
                "-getItem:PackageReference", "-getItem:ProjectReference", .. arguments,
            ]);
        Assert.True(exitCode == 0, output + error);

        using var json = JsonDocument.Parse(output);
        var properties = json.RootElement.GetProperty("Properties");
        return (
            properties.GetProperty("PackageMode").GetString()!,
            properties.GetProperty("ArtifactsPath").GetString()!,
            Names(json, "PackageReference"),
            Names(json, "ProjectReference"));
    }

    // Items of the given type that concern the Functions worker, by name.
    private static List<string> Names(JsonDocument json, string itemType) =>
    [
        .. json.RootElement.GetProperty("Items").GetProperty(itemType).EnumerateArray()
            .Select(item => item.GetProperty("Identity").GetString()!)
            .Select(identity => identity.EndsWith(".csproj", StringComparison.Ordinal) ? Path.GetFileNameWithoutExtension(identity) : identity)
            .Where(name => name.StartsWith("Microsoft.Azure.Functions.", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal),
    ];

    private Dictionary<string, string> Environment() => new() { ["NUGET_PACKAGES"] = _packages };

    private void PretendRestored(int count)
    {
        var props = XDocument.Load(Repository.PathOf("Directory.Build.props"));
        foreach (var (package, version) in s_pinned.Take(count))
        {
#pragma warning disable CA1308 // Package folders are lower case.
            var folder = package.ToLowerInvariant();
#pragma warning restore CA1308
            Directory.CreateDirectory(Path.Combine(_packages, folder, props.Descendants(version).Single().Value));
        }
    }
}
