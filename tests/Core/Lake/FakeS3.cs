using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Web;
using System.Xml.Linq;
using Amazon.Runtime;
using Amazon.S3;

namespace AppleAnalytics.Lake;

/// <summary>One bucket in memory behind the real S3 client: objects, conditions, metadata, listing in pages, uploads in parts.</summary>
public sealed class FakeS3 : HttpMessageHandler
{
    static readonly XNamespace Ns = "http://s3.amazonaws.com/doc/2006-03-01/";

    readonly Lock _lock = new();
    readonly SortedDictionary<string, Item> _objects = new(StringComparer.Ordinal);
    readonly Dictionary<string, SortedDictionary<int, byte[]>> _uploads = [];
    readonly List<Version> _versions = [];

    /// <summary>Whether the bucket keeps what is replaced and deleted. Default is false.</summary>
    public bool Versioned { get; init; }

    /// <summary>The contents of every version kept under a prefix, also of objects that are deleted.</summary>
    public IReadOnlyList<byte[]> Kept(string prefix = "") => [.. Versions(prefix).Select(v => v.Item?.Content).OfType<byte[]>()];

    /// <summary>Answers to give instead, before or after the request was carried out.</summary>
    public ConcurrentQueue<(HttpMethod Method, HttpStatusCode Status, string Code, bool AfterIt)> Faults { get; } = new();

    public List<string> Requests { get; } = [];

    public int OpenUploads => _uploads.Count;

    public S3ObjectStore Store(string prefix = "lake") => new(
        new AmazonS3Client(new BasicAWSCredentials("key", "secret"), new AmazonS3Config
        {
            ServiceURL = "http://s3.test",
            ForcePathStyle = true,
            AuthenticationRegion = "us-east-1",
            RetryMode = RequestRetryMode.Standard,
            MaxErrorRetry = 1,
            HttpClientFactory = new Factory(this),
        }),
        "bucket",
        prefix);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var body = request.Content is null ? [] : await request.Content.ReadAsByteArrayAsync(cancellationToken);
        lock (_lock)
        {
            Requests.Add($"{request.Method} {request.RequestUri!.PathAndQuery}");
            if (Faults.TryPeek(out var fault) && fault.Method == request.Method && Faults.TryDequeue(out _))
            {
                if (fault.AfterIt)
                {
                    Answer(request, body);
                }

                return Refuse(fault.Status, fault.Code);
            }

            var answer = Answer(request, body);
            answer.RequestMessage = request;
            return answer;
        }
    }

    HttpResponseMessage Answer(HttpRequestMessage request, byte[] body)
    {
        var query = HttpUtility.ParseQueryString(request.RequestUri!.Query);
        var path = Uri.UnescapeDataString(request.RequestUri.AbsolutePath);
        if (!path.StartsWith("/bucket", StringComparison.Ordinal))
        {
            return Refuse(HttpStatusCode.NotFound, "NoSuchBucket");
        }

        var key = path.Length > 8 ? path[8..] : "";
        return request.Method.Method switch
        {
            "GET" when key.Length == 0 && query.GetValues(null)?.Contains("versions") == true => ListVersions(query["prefix"] ?? "", query["key-marker"], query["version-id-marker"]),
            "GET" when key.Length == 0 => List(query["prefix"] ?? "", query["continuation-token"]),
            "GET" or "HEAD" => Read(key, request.Method == HttpMethod.Head),
            "PUT" when query["uploadId"] is { } upload => Part(upload, int.Parse(query["partNumber"]!, CultureInfo.InvariantCulture), body),
            "PUT" => Write(request, key, body),
            "POST" when query["uploadId"] is { } upload => Complete(request, key, upload),
            "POST" => Begin(key),
            "DELETE" when query["uploadId"] is { } upload => Reply(_uploads.Remove(upload) ? HttpStatusCode.NoContent : HttpStatusCode.NotFound),
            _ => Delete(key, query["versionId"]),
        };
    }

    HttpResponseMessage Read(string key, bool isHead)
    {
        if (!_objects.TryGetValue(key, out var item))
        {
            return Refuse(HttpStatusCode.NotFound, isHead ? "" : "NoSuchKey");
        }

        var reply = Reply(HttpStatusCode.OK, isHead ? [] : item.Content);
        reply.Content.Headers.ContentLength = item.Content.Length;
        reply.Headers.TryAddWithoutValidation("ETag", $"\"{item.ETag}\"");
        foreach (var (name, value) in item.Metadata)
        {
            reply.Headers.TryAddWithoutValidation(name, value);
        }

        return reply;
    }

    HttpResponseMessage Write(HttpRequestMessage request, string key, byte[] content)
    {
        if (Unmet(request, key) is { } refused)
        {
            return refused;
        }

        var item = new Item(
            content,
            Convert.ToHexStringLower(CryptographicOperations.HashData(HashAlgorithmName.MD5, content)),
            request.Headers.Where(h => h.Key.StartsWith("x-amz-meta-", StringComparison.OrdinalIgnoreCase)).ToDictionary(h => h.Key, h => h.Value.First()));
        Put(key, item);
        return Tagged(item.ETag);
    }

    HttpResponseMessage? Unmet(HttpRequestMessage request, string key)
    {
        var present = _objects.GetValueOrDefault(key);
        if (request.Headers.TryGetValues("If-None-Match", out _) && present is not null)
        {
            return Refuse(HttpStatusCode.PreconditionFailed, "PreconditionFailed");
        }

        return !request.Headers.TryGetValues("If-Match", out var tag) ? null
            : present is null ? Refuse(HttpStatusCode.NotFound, "NoSuchKey")
            : tag.First().Trim('"') == present.ETag ? null : Refuse(HttpStatusCode.PreconditionFailed, "PreconditionFailed");
    }

    HttpResponseMessage Begin(string key)
    {
        var id = $"upload-{_uploads.Count + 1}-{_objects.Count}";
        _uploads[id] = [];
        return Xml(new XElement(Ns + "InitiateMultipartUploadResult", new XElement(Ns + "Bucket", "bucket"), new XElement(Ns + "Key", key), new XElement(Ns + "UploadId", id)));
    }

    HttpResponseMessage Part(string upload, int number, byte[] body)
    {
        _uploads[upload][number] = body;
        return Tagged($"part-{number}");
    }

    HttpResponseMessage Complete(HttpRequestMessage request, string key, string upload)
    {
        if (Unmet(request, key) is { } refused)
        {
            return refused;
        }

        var content = _uploads[upload].Values.SelectMany(p => p).ToArray();
        _uploads.Remove(upload);
        Put(key, new Item(content, $"{content.Length}-parts", []));
        return Xml(new XElement(Ns + "CompleteMultipartUploadResult", new XElement(Ns + "Key", key), new XElement(Ns + "ETag", $"\"{content.Length}-parts\"")));
    }

    void Put(string key, Item item)
    {
        _objects[key] = item;
        if (Versioned)
        {
            _versions.Add(new(key, $"v{_versions.Count + 1}", item));
        }
    }

    HttpResponseMessage Delete(string key, string? version)
    {
        if (version is null or "null")
        {
            if (_objects.Remove(key) && Versioned)
            {
                _versions.Add(new(key, $"v{_versions.Count + 1}", null));
            }

            return Reply(HttpStatusCode.NoContent);
        }

        // The ids stay as they were numbered, so the place is kept and emptied.
        var place = _versions.FindIndex(v => v.Key == key && v.Id == version);
        _versions[place] = new("", "", null);
        _objects.Remove(key);
        if (_versions.LastOrDefault(v => v.Key == key)?.Item is { } latest)
        {
            _objects[key] = latest;
        }

        return Reply(HttpStatusCode.NoContent);
    }

    IEnumerable<Version> Versions(string prefix) => Versioned
        ? _versions.Where(v => v.Key.Length > 0 && v.Key.StartsWith(prefix, StringComparison.Ordinal))
        : _objects.Where(o => o.Key.StartsWith(prefix, StringComparison.Ordinal)).Select(o => new Version(o.Key, "null", o.Value));

    HttpResponseMessage ListVersions(string prefix, string? afterKey, string? afterVersion)
    {
        const int page = 2;
        var all = Versions(prefix).Reverse().OrderBy(v => v.Key, StringComparer.Ordinal).ToList();
        var start = afterKey is null ? 0 : all.FindIndex(v => v.Key == afterKey && v.Id == afterVersion) + 1;
        var shown = all.Skip(start).Take(page).ToList();
        var more = start + shown.Count < all.Count;
        return Xml(new XElement(
            Ns + "ListVersionsResult",
            new XElement(Ns + "IsTruncated", more ? "true" : "false"),
            more ? [new XElement(Ns + "NextKeyMarker", shown[^1].Key), new XElement(Ns + "NextVersionIdMarker", shown[^1].Id)] : Array.Empty<XElement>(),
            shown.Select(v => new XElement(
                Ns + (v.Item is null ? "DeleteMarker" : "Version"),
                new XElement(Ns + "Key", v.Key),
                new XElement(Ns + "VersionId", v.Id),
                new XElement(Ns + "IsLatest", all.First(o => o.Key == v.Key) == v ? "true" : "false")))));
    }

    HttpResponseMessage List(string prefix, string? after)
    {
        const int page = 3;
        var found = _objects.Where(o => o.Key.StartsWith(prefix, StringComparison.Ordinal) && (after is null || string.CompareOrdinal(o.Key, after) > 0)).Take(page + 1).ToList();
        var shown = found.Take(page).ToList();
        var more = found.Count > page;
        return Xml(new XElement(
            Ns + "ListBucketResult",
            new XElement(Ns + "IsTruncated", more ? "true" : "false"),
            more ? new XElement(Ns + "NextContinuationToken", shown[^1].Key) : null,
            shown.Select(o => new XElement(
                Ns + "Contents", new XElement(Ns + "Key", o.Key), new XElement(Ns + "Size", o.Value.Content.Length), new XElement(Ns + "ETag", $"\"{o.Value.ETag}\"")))));
    }

    static HttpResponseMessage Tagged(string etag)
    {
        var reply = Reply(HttpStatusCode.OK);
        reply.Headers.TryAddWithoutValidation("ETag", $"\"{etag}\"");
        return reply;
    }

    static HttpResponseMessage Xml(XElement body) => Reply(HttpStatusCode.OK, Encoding.UTF8.GetBytes(body.ToString()));

    static HttpResponseMessage Refuse(HttpStatusCode status, string code) =>
        Reply(status, code.Length == 0 ? [] : Encoding.UTF8.GetBytes(new XElement("Error", new XElement("Code", code), new XElement("Message", code)).ToString()));

    static HttpResponseMessage Reply(HttpStatusCode status, byte[]? body = null) => new(status) { Content = new ByteArrayContent(body ?? []) };

    sealed record Item(byte[] Content, string ETag, Dictionary<string, string> Metadata);

    sealed record Version(string Key, string Id, Item? Item);

    sealed class Factory(FakeS3 bucket) : HttpClientFactory
    {
        public override HttpClient CreateHttpClient(IClientConfig clientConfig) => new(bucket, disposeHandler: false);

        public override bool UseSDKHttpClientCaching(IClientConfig clientConfig) => false;
    }
}
