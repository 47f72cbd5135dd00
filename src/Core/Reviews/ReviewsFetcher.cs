using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;
using AppleAnalytics.Apple;
using AppleAnalytics.Lake;

namespace AppleAnalytics.Reviews;

/// <summary>
/// Reads an app's reviews newest first, down to seven days before the newest known one (reviews and responses are edited), and
/// keeps every page under <c>raw/reviews</c> as Apple sent it, named by its content.
/// </summary>
public sealed class ReviewsFetcher(AppStoreConnectClient client, ObjectStore store)
{
    static readonly TimeSpan LookBack = TimeSpan.FromDays(7);

    /// <summary>Fetches the reviews.</summary>
    /// <param name="appId">Apple's identifier of the app.</param>
    /// <param name="fetchDate">The day the pages are filed under.</param>
    /// <param name="newest">When the newest known review was created; null reads all.</param>
    /// <param name="meter">Counts the calls.</param>
    /// <param name="cancellation">Ends it.</param>
    internal async Task<AppleResult<FetchedReviews>> FetchAsync(
        long appId, DateOnly fetchDate, DateTimeOffset? newest, ApiUsageMeter meter, CancellationToken cancellation)
    {
        var reviews = new Dictionary<string, CustomerReview>(StringComparer.Ordinal);
        var readAll = true;
        await foreach (var page in client.ListCustomerReviewsAsync(appId, newest - LookBack, meter, cancellation))
        {
            if (!page.IsOk)
            {
                return page.As<FetchedReviews>();
            }

            if (page.Required.Reviews.Count > 0)
            {
                await KeepAsync(appId, fetchDate, page.Required.Body, cancellation);
            }

            foreach (var review in page.Required.Reviews)
            {
                reviews.TryAdd(review.Id, review);
            }

            readAll = page.Required.IsLast;
        }

        return new()
        {
            Kind = AppleResultKind.Ok,
            Value = new()
            {
                Reviews = [.. reviews.Values],
                IncompleteUpTo = readAll || reviews.Count == 0 ? null : reviews.Values.Min(FetchedReviews.DateOf),
            },
        };
    }

    async Task KeepAsync(long appId, DateOnly fetchDate, ReadOnlyMemory<byte> body, CancellationToken cancellation)
    {
        using var compressed = new MemoryStream();
        await using (var gzip = new GZipStream(compressed, CompressionLevel.Optimal, leaveOpen: true))
        {
            await gzip.WriteAsync(body, cancellation);
        }

        var key = LakeLayout.RawReviews(fetchDate, appId, Name(body));
        await store.PutAsync(key, compressed.ToArray(), PutOptions.IfAbsent with { ContentType = "application/gzip" }, cancellation);
    }

    // Named by the reviews alone: links hold the host and cursors, which may differ between two reads of the same reviews.
    static string Name(ReadOnlyMemory<byte> body)
    {
        using var document = JsonDocument.Parse(body);
        using var content = new MemoryStream();
        using (var json = new Utf8JsonWriter(content))
        {
            json.WriteStartArray();
            foreach (var part in (string[])["data", "included"])
            {
                if (document.RootElement.TryGetProperty(part, out var value))
                {
                    WriteWithoutLinks(json, value);
                }
            }

            json.WriteEndArray();
        }

        return Convert.ToHexStringLower(SHA256.HashData(content.GetBuffer().AsSpan(0, (int)content.Length)))[..32];
    }

    static void WriteWithoutLinks(Utf8JsonWriter json, JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                json.WriteStartObject();
                foreach (var member in element.EnumerateObject().Where(m => m.Name != "links"))
                {
                    json.WritePropertyName(member.Name);
                    WriteWithoutLinks(json, member.Value);
                }

                json.WriteEndObject();
                break;
            case JsonValueKind.Array:
                json.WriteStartArray();
                foreach (var item in element.EnumerateArray())
                {
                    WriteWithoutLinks(json, item);
                }

                json.WriteEndArray();
                break;
            default:
                element.WriteTo(json);
                break;
        }
    }
}
