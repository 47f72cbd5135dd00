using System.IO.Compression;
using System.Text;
using AppleAnalytics.Lake;
using AppleAnalytics.Landing;
using AppleAnalytics.Reports;

namespace AppleAnalytics.Catalog;

/// <summary>Tells whether a delivery can be read by position: its first line has the columns in the catalogue's order.</summary>
/// <param name="store">The lake.</param>
public sealed class RawHeaders(ObjectStore store)
{
    const int MostHeaderBytes = 64 * 1024;

    /// <summary>What can be said of a delivery.</summary>
    public enum Reading
    {
        /// <summary>It has not landed whole.</summary>
        Absent,

        /// <summary>It has no rows.</summary>
        NoRows,

        /// <summary>Its columns come in another order, or it is no text with tabs.</summary>
        OtherOrder,

        /// <summary>It can be read by position.</summary>
        InOrder,
    }

    /// <summary>Looks at a delivery's record and at the first line of each of its segments.</summary>
    public async Task<Reading> ReadAsync(string table, RawPartition delivery, CancellationToken cancellation = default)
    {
        var record = await store.ReadJsonAsync<InstanceRecord>(
            LakeLayout.InstanceRecord(table, delivery.ProcessingDate, delivery.AppId, delivery.InstanceId), cancellation);
        if (record is null)
        {
            return Reading.Absent;
        }

        if (record.Content != InstanceContent.Rows || !ReportCatalogue.TryGet(table, out var definition))
        {
            return Reading.NoRows;
        }

        foreach (var segment in record.Segments)
        {
            var key = LakeLayout.RawSegment(table, delivery.ProcessingDate, delivery.AppId, delivery.InstanceId, segment.Id);
            if (await HeaderAsync(key, cancellation) is not { } header || !IsInOrder(definition, header))
            {
                return Reading.OtherOrder;
            }
        }

        return Reading.InOrder;
    }

    /// <summary>Whether a header line has the columns in order; columns may be missing or unknown at its end, where they harm no other.</summary>
    public static bool IsInOrder(TableDefinition table, string header)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(header);
        string[] names = [.. header.TrimStart('\uFEFF').TrimEnd('\r').Split('\t').Select(h => h.Trim().Trim('"'))];
        var columns = table.Columns.Where(c => c.Expected).ToList();
        return names.Length > 1
            && table.DateHeaders.Contains(names[0], StringComparer.OrdinalIgnoreCase)
            && names.Skip(1).Zip(columns).All(p =>
                string.Equals(p.First, p.Second.Header, StringComparison.OrdinalIgnoreCase) || p.Second.OtherHeaders.Contains(p.First, StringComparer.OrdinalIgnoreCase));
    }

    async Task<string?> HeaderAsync(string key, CancellationToken cancellation)
    {
        var content = await store.OpenContentAsync(key, cancellation);
        if (content is null)
        {
            return null;
        }

        await using (content)
        {
            try
            {
                await using var inflated = new GZipStream(content, CompressionMode.Decompress);
                var buffer = new byte[MostHeaderBytes];
                var length = 0;
                for (int read; length < buffer.Length && (read = await inflated.ReadAsync(buffer.AsMemory(length), cancellation)) > 0;)
                {
                    length += read;
                    if (buffer.AsSpan(0, length).IndexOf((byte)'\n') is >= 0 and var end)
                    {
                        return Encoding.UTF8.GetString(buffer, 0, end);
                    }
                }

                return null;
            }
            catch (InvalidDataException)
            {
                // No gzip: whatever it is, it is not read by position.
                return null;
            }
        }
    }
}
