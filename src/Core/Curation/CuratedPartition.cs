namespace AppleAnalytics.Curation;

/// <summary>A curated date whose bytes are in memory or in a temporary file.</summary>
internal sealed class CuratedPartition(PartitionContent content) : CuratedDate
{
    /// <inheritdoc/>
    public override Stream OpenRead() => new PartitionContentReader(content);

    /// <inheritdoc/>
    public override ValueTask DisposeAsync()
    {
        content.Release();
        return ValueTask.CompletedTask;
    }
}
