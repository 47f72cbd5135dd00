using System.Text.Json;
using AppleAnalytics.Curation;
using AppleAnalytics.Parquet;
using AppleAnalytics.Reports;

namespace AppleAnalytics.Publishing;

/// <summary>One date of a few rows, encoded as a real Parquet file.</summary>
public sealed class FakeDate : CuratedDate
{
    public required byte[] File { get; init; }

    public static FakeDate Of(TableDefinition table, long appId, Vintage vintage, DateOnly date, IReadOnlyList<(string Territory, long Counts)> rows)
    {
        var sums = new Dictionary<string, decimal> { ["counts"] = rows.Sum(r => r.Counts), ["first_time_downloads"] = 0 };
        using var writer = new ParquetTableWriter(
        [
            new("metric_date", ParquetType.Date), new("territory", ParquetType.String), new("counts", ParquetType.Int64), new("instance_id", ParquetType.String),
        ]);
        foreach (var (territory, counts) in rows)
        {
            writer["metric_date"].Append(date);
            writer["territory"].Append(territory);
            writer["counts"].Append(counts);
            writer["instance_id"].Append(vintage.InstanceId);
            writer.EndRow();
        }

        using var file = new MemoryStream();
        writer.Finish(file, new Dictionary<string, string>
        {
            [PartitionMetadata.Table] = table.Name,
            [PartitionMetadata.AppId] = $"{appId}",
            [PartitionMetadata.Date] = $"{date:yyyy-MM-dd}",
            [PartitionMetadata.Vintage] = vintage.ToString(),
            [PartitionMetadata.Rows] = $"{rows.Count}",
            [PartitionMetadata.Sums] = JsonSerializer.Serialize(sums),
            [PartitionMetadata.SchemaVersion] = $"{table.SchemaVersion}",
        });
        return new()
        {
            Date = date,
            Rows = rows.Count,
            Bytes = file.Length,
            File = file.ToArray(),
            Sums = sums,
            Minima = rows.Count == 0 ? new Dictionary<string, decimal>() : new Dictionary<string, decimal> { ["counts"] = rows.Min(r => r.Counts) },
            Maxima = rows.Count == 0 ? new Dictionary<string, decimal>() : new Dictionary<string, decimal> { ["counts"] = rows.Max(r => r.Counts) },
            Nulls = new Dictionary<string, long>(),
            DuplicateKeys = 0,
            Territories = [.. rows.Select(r => r.Territory).Distinct()],
        };
    }

    public override Stream OpenRead() => new MemoryStream(File, writable: false);

    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
