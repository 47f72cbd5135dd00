using System.Text.Json;
using AppleAnalytics.Lake;
using AppleAnalytics.Landing;
using AppleAnalytics.Parquet;
using AppleAnalytics.Quality;
using AppleAnalytics.Reports;

namespace AppleAnalytics.Catalog;

/// <summary>The files of the tables about the data; equal content makes equal bytes.</summary>
internal static class ServiceTableFiles
{
    public static byte[] Apps(IEnumerable<KnownApp> apps) => Write(ServiceTables.Apps, apps.OrderBy(a => a.Id), (row, app) =>
    {
        row["app_id"].Append(app.Id);
        row["app_name"].Append(app.Name);
        row["bundle_id"].Append(app.BundleId);
        row["sku"].Append(app.Sku);
        row["first_seen"].Append(app.FirstSeen);
        row["last_seen"].Append(app.LastSeen);
    });

    public static byte[] Territories() => Write(ServiceTables.Territories, TerritoryNames.All, (row, territory) =>
    {
        row["territory"].Append(territory.Alpha2);

        // Apple writes Kosovo XKS where the usual code is XKX.
        row["territory_alpha3"].Append(territory.Alpha2 == "XK" ? "XKS" : IsoTerritories.ToAlpha3(territory.Alpha2));
        row["territory_name"].Append(territory.Name);
    });

    public static byte[] LoadAudit(IReadOnlyList<ServiceTablesWriter.Delivery> deliveries) => Write(ServiceTables.LoadAudit, deliveries, (row, delivery) =>
    {
        var (record, report) = delivery;
        Instance(row, record);
        row["request_id"].Append(record.RequestId);
        row["report"].Append(record.Report);
        row["content"].Append(record.Content switch
        {
            InstanceContent.Rows => "rows",
            InstanceContent.HeaderOnly => "header only",
            _ => "no segments",
        });
        row["segments"].Append((long)record.Segments.Count);
        row["bytes"].Append(record.Segments.Sum(s => s.Bytes));
        row["rows_in"].Append(report?.RowsIn);
        row["rows_quarantined"].Append(report?.RowsQuarantined);
        row["rows_blocked"].Append(report?.Dates.Where(d => report.IsBlocked(d.Date)).Sum(d => d.Rows));
        row["dates"].Append((long?)report?.Dates.Count);
        row["first_date"].Append(report is { Dates.Count: > 0 } ? report.Dates[0].Date : null);
        row["last_date"].Append(report is { Dates.Count: > 0 } ? report.Dates[^1].Date : null);
    });

    public static byte[] QualityResults(IReadOnlyList<ServiceTablesWriter.Delivery> deliveries) =>
        Write(ServiceTables.QualityResults, deliveries.Where(d => d.Report is not null), (row, delivery) =>
        {
            var report = delivery.Report!;
            Instance(row, delivery.Record);
            row["score"].Append(report.Score);
            foreach (var dimension in Enum.GetValues<QualityDimension>())
            {
                row[ServiceTables.Dimension(dimension)].Append(report.Dimensions.TryGetValue(dimension, out var score) ? score : null);
            }

            row["blocked"].Append(report.Blocked);
            row["blocked_dates"].Append((long)report.Dates.Count(d => d.Blocked));
            row["critical"].Append(Count(report, QualitySeverity.Critical));
            row["errors"].Append(Count(report, QualitySeverity.Error));
            row["warnings"].Append(Count(report, QualitySeverity.Warning));
            row["findings"].Append(JsonSerializer.Serialize(report.Findings, LakeJson.Options));
        });

    static long Count(QualityReport report, QualitySeverity severity) => report.Findings.Count(f => f.Severity == severity);

    static void Instance(ParquetTableWriter row, InstanceRecord record)
    {
        row["table_name"].Append(record.Table);
        row["app_id"].Append(record.AppId);
        row["instance_id"].Append(record.InstanceId);
        row["processing_date"].Append(record.ProcessingDate);
        row["access_type"].Append(record.AccessType == AccessType.Ongoing ? "ONGOING" : "ONE_TIME_SNAPSHOT");
    }

    static byte[] Write<T>(string table, IEnumerable<T> rows, Action<ParquetTableWriter, T> write)
    {
        using var writer = new ParquetTableWriter(ServiceTables.Columns(table));
        foreach (var row in rows)
        {
            write(writer, row);
            writer.EndRow();
        }

        using var file = new MemoryStream();
        writer.Finish(file, new Dictionary<string, string> { ["table"] = table });
        return file.ToArray();
    }
}
