using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using AppleAnalytics.Reports;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace AppleAnalytics.Interop.Tests.Golden;

/// <summary>
/// App Store Connect on paper: answers with the deliveries a test wrote down and knows nothing else.
/// It has no generator, no calendar and no rule about restatement, so it cannot share a misunderstanding with the pipeline.
/// </summary>
internal sealed class PaperApple : IAsyncDisposable
{
    readonly WebApplication _app;
    readonly List<Delivery> _deliveries = [];

    PaperApple(WebApplication app) => _app = app;

    public Uri BaseAddress => new(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());

    /// <summary>What Apple lists from now on.</summary>
    public void Deliver(Delivery delivery) => _deliveries.Add(delivery);

    public static async Task<PaperApple> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var apple = new PaperApple(app);
        app.MapGet("/v1/analyticsReportRequests/{id}/reports", (string id) => Page(new JsonObject
        {
            ["type"] = "analyticsReports",
            ["id"] = "r3-" + id,
            ["attributes"] = new JsonObject { ["name"] = "App Downloads Standard", ["category"] = "COMMERCE" },
        }));
        app.MapGet("/v1/analyticsReports/{id}/instances", (string id) => Page([.. apple._deliveries.Where(d => "r3-" + d.Request == id).Select(Instance)]));
        app.MapGet("/v1/analyticsReportInstances/{id}/segments", (string id) => Page([.. apple.Segments(id).Select(apple.Segment)]));
        app.MapGet("/v1/analyticsReportSegments/{id}", (string id) => Results.Text(
            new JsonObject { ["data"] = apple.Segment(apple._deliveries.SelectMany(d => d.Segments).Single(s => s.Id == id)) }.ToJsonString(), "application/json"));
        app.MapGet("/files/{id}", (string id) => apple._deliveries.SelectMany(d => d.Segments).Single(s => s.Id == id) is { Available: true } segment
            ? Results.Bytes(segment.Gzip(), "application/gzip")
            : Results.NotFound());
        await app.StartAsync();
        return apple;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    IReadOnlyList<DeliveredSegment> Segments(string instance) => _deliveries.Single(d => d.Instance == instance).Segments;

    static JsonObject Instance(Delivery delivery) => new()
    {
        ["type"] = "analyticsReportInstances",
        ["id"] = delivery.Instance,
        ["attributes"] = new JsonObject
        {
            ["granularity"] = "DAILY",
            ["processingDate"] = delivery.ProcessingDate.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        },
    };

    JsonObject Segment(DeliveredSegment segment)
    {
        var bytes = segment.Gzip();
#pragma warning disable CA5351 // Apple states MD5.
        var checksum = Convert.ToHexStringLower(MD5.HashData(bytes));
#pragma warning restore CA5351
        return new()
        {
            ["type"] = "analyticsReportSegments",
            ["id"] = segment.Id,
            ["attributes"] = new JsonObject { ["checksum"] = checksum, ["sizeInBytes"] = bytes.Length, ["url"] = new Uri(BaseAddress, $"/files/{segment.Id}?signature=paper").ToString() },
        };
    }

    static IResult Page(params JsonNode[] data) => Results.Text(
        new JsonObject
        {
            ["data"] = new JsonArray(data),
            ["links"] = new JsonObject(),
            ["meta"] = new JsonObject { ["paging"] = new JsonObject { ["total"] = data.Length, ["limit"] = 200 } },
        }.ToJsonString(),
        "application/json");
}

/// <summary>One report instance as it stands on paper.</summary>
/// <param name="Instance">Apple's id of the instance.</param>
/// <param name="ProcessingDate">The day Apple made it.</param>
/// <param name="Segments">Its files.</param>
/// <param name="Request">Apple's id of the request.</param>
/// <param name="Sequence">Place of the request among those seen for the app.</param>
/// <param name="Access">The request's access type.</param>
internal sealed record Delivery(
    string Instance,
    DateOnly ProcessingDate,
    IReadOnlyList<DeliveredSegment> Segments,
    string Request = "request-1",
    int Sequence = 1,
    AccessType Access = AccessType.Ongoing);

/// <summary>One file of an instance: a header line, and rows written as <c>date|download type|territory|counts</c>.</summary>
internal sealed record DeliveredSegment(string Id, params string[] Rows)
{
    const string Header = "Date\tApp Name\tApp Apple Identifier\tDownload Type\tApp Version\tDevice\tPlatform Version\tSource Type\tPage Type\tPre-Order\tTerritory\tCounts\n";

    /// <summary>Whether the file can be downloaded already. Default is true.</summary>
    public bool Available { get; set; } = true;

    public byte[] Gzip()
    {
        var text = new StringBuilder(Header);
        foreach (var row in Rows)
        {
            var (date, type, territory, counts) = row.Split('|') switch { [var d, var t, var r, var c] => (d, t, r, c), _ => throw new FormatException(row) };
            text.Append(CultureInfo.InvariantCulture, $"{date}\tPaper\t{GoldenLake.AppId}\t{type}\t1.0\tiPhone\tiOS 26.5\tApp Store search\tProduct page\t\t{territory}\t{counts}\n");
        }

        using var buffer = new MemoryStream();
        using (var gzip = new GZipStream(buffer, CompressionLevel.Fastest))
        {
            gzip.Write(Encoding.UTF8.GetBytes(text.ToString()));
        }

        return buffer.ToArray();
    }
}
