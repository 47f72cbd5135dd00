namespace AppleAnalytics.Readers;

/// <summary>The readers and a folder of its own for the files of one test class.</summary>
public sealed class ReadersFixture : IAsyncLifetime
{
    IndependentReaders? _readers;

    public IndependentReaders Readers => _readers ??= new IndependentReaders();

    public string Folder { get; } = Directory.CreateTempSubdirectory("appleanalytics-interop-").FullName;

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        if (_readers is not null)
        {
            await _readers.DisposeAsync();
        }

        Directory.Delete(Folder, recursive: true);
    }

    /// <summary>A new file's path.</summary>
    public string NewFile() => Path.Combine(Folder, $"{Guid.NewGuid():N}.parquet");
}
