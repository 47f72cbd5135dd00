using System.IO.Compression;
using AppleAnalytics.Catalog;
using AppleAnalytics.Curation;
using AppleAnalytics.Lake;
using AppleAnalytics.Landing;
using AppleAnalytics.LocalHost.Configuration;
using AppleAnalytics.LocalHost.Terminal;
using AppleAnalytics.Quality;
using AppleAnalytics.Reports;
using Microsoft.Extensions.DependencyInjection;
using Spectre.Console;

namespace AppleAnalytics.LocalHost.Commands;

/// <summary>Lands files as deliveries of a request of their own and takes them through the same step a run uses.</summary>
internal sealed class Curate(CommandContext context)
{
    /// <summary>Stands where Apple's request id would: the files do not say which request they came from.</summary>
    const string Request = "files";

    public async Task<int> RunAsync(string[] paths, TableDefinition table, string output, DateOnly? processingDate, CancellationToken cancellation)
    {
        var root = context.FullPath(output);
        var files = paths.Select(context.FullPath).Distinct().Select(path => DeliveredFile.Inspect(path, table)).ToList();
        if (files.GroupBy(f => (f.AppId, f.InstanceId)).FirstOrDefault(g => g.Count() > 1) is { } twins)
        {
            throw new UserMistakeException(
                $"{string.Join(" and ", twins.Select(f => f.Path))} have the same name, which is the delivery's id; rename one of them.");
        }

        WritableFolder.Require(root, "folder", "--out");
        await using var services = Services(root);
        var publisher = services.GetRequiredService<InstancePublisher>();
        var lake = services.GetRequiredService<ObjectStore>();
        var shown = new Table { Border = TableBorder.Simple };
        shown.AddColumns("file", "app", "processing date", "state", "rows in", "published", "superseded", "quarantined", "partitions");
        var failures = new List<string>();

        try
        {
            // Oldest first, so that nothing is written only to be replaced.
            foreach (var file in files.OrderBy(f => processingDate ?? f.NewestDate).ThenBy(f => f.InstanceId, StringComparer.Ordinal))
            {
                var reference = new InstanceReference
                {
                    Table = table.Name,
                    AppId = file.AppId,
                    RequestId = Request,
                    AccessType = AccessType.Ongoing,
                    RequestSequence = 1,
                    ProcessingDate = processingDate ?? file.NewestDate.AddDays(1),
                    InstanceId = file.InstanceId,
                };
                await LandAsync(lake, file, reference, table, cancellation);
                var outcome = await publisher.RunAsync(new CurateInstanceInput(reference, new QualityThresholds(), reference.ProcessingDate), cancellation);
                shown.AddRow(
                    Markup.Escape(Path.GetFileName(file.Path)),
                    $"{file.AppId}",
                    Amounts.Date(reference.ProcessingDate),
                    $"{outcome.State}".ToLowerInvariant(),
                    Amounts.Count(outcome.RowsIn),
                    Amounts.Count(outcome.RowsPublished),
                    Amounts.Count(outcome.RowsSuperseded),
                    Amounts.Count(outcome.RowsQuarantined),
                    Amounts.Count(outcome.PartitionsPublished + outcome.PartitionsUnchanged));
                if (outcome.State is InstanceOutcome.Failed or InstanceOutcome.Parked)
                {
                    failures.Add($"{file.Path}: {outcome.Message}");
                }
            }
        }
        finally
        {
            // Also after a failure or Ctrl+C: what was published until then is to be seen.
            await services.GetRequiredService<ManifestBatch>().WriteAsync(CancellationToken.None);
            await services.GetRequiredService<LedgerBatch>().WriteAsync(CancellationToken.None);
        }

        context.Output.Table(shown);
        context.Output.Line($"Partitions are under {Path.Combine(root, "curated", table.Name)}.");
        failures.ForEach(failure => context.Output.Line("FAILED " + failure));
        return failures.Count == 0 ? ExitCodes.Success : ExitCodes.Failure;
    }

    /// <summary>The rooms the step needs, and nothing that would want a key; manifests and ledgers are written once, for all files together.</summary>
    static ServiceProvider Services(string root)
    {
        var settings = LocalSettings.Isolated(new Dictionary<string, string?> { ["Lake:Root"] = root });
        return new ServiceCollection()
            .AddLogging().AddLake(settings).AddCatalog(settings).AddQuality(settings).AddCuration(settings)
            .AddSingleton<ManifestBatch>().AddSingleton<PartitionManifests>(services => services.GetRequiredService<ManifestBatch>())
            .AddSingleton<LedgerBatch>().AddSingleton<InstanceLedger>(services => services.GetRequiredService<LedgerBatch>())
            .BuildServiceProvider();
    }

    /// <summary>Puts a file where Apple's would be, and the instance record last, as landing does.</summary>
    static async Task LandAsync(ObjectStore lake, DeliveredFile file, InstanceReference reference, TableDefinition table, CancellationToken cancellation)
    {
        const string segment = "0";
        var key = LakeLayout.RawSegment(reference.Table, reference.ProcessingDate, reference.AppId, reference.InstanceId, segment);
        await using var content = file.IsGzip
            ? new FileStream(file.Path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0)
            : await CompressAsync(file.Path, cancellation);
        var landed = await lake.PutAsync(key, content, PutOptions.Always, cancellation);
        var record = new InstanceRecord
        {
            Table = reference.Table,
            Report = table.Report,
            AppId = reference.AppId,
            RequestId = reference.RequestId,
            AccessType = reference.AccessType,
            RequestSequence = reference.RequestSequence,
            Granularity = table.Granularity,
            ProcessingDate = reference.ProcessingDate,
            InstanceId = reference.InstanceId,
            Content = InstanceContent.Rows,

            // The lake is a folder, whose entity tag is the MD5 that Apple would state.
            Segments = [new(segment, content.Length, landed.ETag)],
        };
        await lake.UpdateJsonAsync<InstanceRecord>(
            LakeLayout.InstanceRecord(reference.Table, reference.ProcessingDate, reference.AppId, reference.InstanceId), _ => record, cancellation);
    }

    static async Task<Stream> CompressAsync(string path, CancellationToken cancellation)
    {
        var buffer = new MemoryStream();
        await using (var gzip = new GZipStream(buffer, CompressionLevel.Optimal, leaveOpen: true))
        await using (var file = File.OpenRead(path))
        {
            await file.CopyToAsync(gzip, cancellation);
        }

        buffer.Position = 0;
        return buffer;
    }
}
