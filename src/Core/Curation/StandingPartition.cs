using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using AppleAnalytics.Lake;
using AppleAnalytics.Parquet;

namespace AppleAnalytics.Curation;

/// <summary>
/// What a published partition says about itself: in the object's metadata where the store keeps any, else in the Parquet
/// footer. Both are written in one step with the rows, so they cannot disagree with them.
/// </summary>
/// <param name="ETag">The object's entity tag.</param>
/// <param name="Bytes">The object's size.</param>
/// <param name="Vintage">The delivery it stands from; null when the object is no readable partition file.</param>
/// <param name="Rows">Its rows.</param>
/// <param name="SchemaVersion">The version of its schema.</param>
/// <param name="Schema">A fingerprint of its columns.</param>
public sealed record StandingPartition(string ETag, long Bytes, Vintage? Vintage, long Rows, int SchemaVersion, string Schema)
{
    const string VintageName = "vintage";
    const string RowsName = "rows";
    const string SchemaVersionName = "schema-version";
    const string SchemaName = "schema";

    /// <summary>Looks a partition up.</summary>
    /// <returns>What stands there, or null when nothing does.</returns>
    public static async Task<StandingPartition?> ReadAsync(ObjectStore store, string key, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        if (store.KeepsMetadata)
        {
            if (await store.HeadAsync(key, cancellation) is not { } info)
            {
                return null;
            }

            if (FromMetadata(info) is { } described)
            {
                return described;
            }
        }

        await using var stored = await store.OpenReadAsync(key, cancellation);
        return stored is null ? null : await FromFileAsync(stored.Content, stored.Info.ETag, stored.Info.Size, cancellation);
    }

    /// <summary>
    /// Looks up what was just written, without the entity tag where a store keeps no metadata: computing it reads the whole file,
    /// and nothing is going to be written over it.
    /// </summary>
    /// <returns>What stands there, or null when nothing does.</returns>
    public static async Task<StandingPartition?> ReadBackAsync(ObjectStore store, string key, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        if (store.KeepsMetadata)
        {
            return await ReadAsync(store, key, cancellation);
        }

        await using var content = await store.OpenContentAsync(key, cancellation);
        return content is null ? null : await FromFileAsync(content, "", content.Length, cancellation);
    }

    /// <summary>The object metadata that describes a file of that footer.</summary>
    public static IReadOnlyDictionary<string, string> Describe(ParquetFooter footer)
    {
        ArgumentNullException.ThrowIfNull(footer);
        return new Dictionary<string, string>
        {
            [VintageName] = footer.KeyValueMetadata[PartitionMetadata.Vintage],
            [RowsName] = footer.Rows.ToString(CultureInfo.InvariantCulture),
            [SchemaVersionName] = footer.KeyValueMetadata[PartitionMetadata.SchemaVersion],
            [SchemaName] = Fingerprint(footer.Columns),
        };
    }

    /// <summary>A short text that changes when a column's name or type or the order of columns does.</summary>
    public static string Fingerprint(IReadOnlyList<ParquetColumn> columns) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', columns.Select(c => $"{c.Name} {c.Type}")))))[..16];

    static StandingPartition? FromMetadata(ObjectInfo info) =>
        info.Metadata.TryGetValue(VintageName, out var vintage) && info.Metadata.TryGetValue(RowsName, out var rows)
        && info.Metadata.TryGetValue(SchemaVersionName, out var version) && info.Metadata.TryGetValue(SchemaName, out var schema)
            ? new(info.ETag, info.Size, Vintage.Parse(vintage), long.Parse(rows, CultureInfo.InvariantCulture), int.Parse(version, CultureInfo.InvariantCulture), schema)
            : null;

    static async Task<StandingPartition> FromFileAsync(Stream content, string etag, long size, CancellationToken cancellation)
    {
        var unreadable = new StandingPartition(etag, size, null, 0, 0, "");
        try
        {
            var footer = ParquetFooterReader.Read(await SeekableAsync(content, cancellation));
            return footer.KeyValueMetadata.TryGetValue(PartitionMetadata.Vintage, out var vintage)
                && footer.KeyValueMetadata.TryGetValue(PartitionMetadata.SchemaVersion, out var version)
                    ? new(etag, size, Vintage.Parse(vintage), footer.Rows, int.Parse(version, CultureInfo.InvariantCulture), Fingerprint(footer.Columns))
                    : unreadable;
        }
        catch (Exception fault) when (fault is InvalidDataException or FormatException or EndOfStreamException)
        {
            // Such a file is no partition: it gives way to any delivery, and the publisher says so.
            return unreadable;
        }
    }

    static async Task<Stream> SeekableAsync(Stream content, CancellationToken cancellation)
    {
        if (content.CanSeek)
        {
            return content;
        }

        var copy = new MemoryStream();
        await content.CopyToAsync(copy, cancellation);
        return copy;
    }
}
