namespace AppleAnalytics.LocalHost.Tests.Engine;

/// <summary>A directory of its own for one test.</summary>
internal sealed class TempDirectory : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("localhost-test-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
