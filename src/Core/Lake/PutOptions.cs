namespace AppleAnalytics.Lake;

/// <summary>How an object is written.</summary>
public sealed record PutOptions
{
    /// <summary>Write whatever is there.</summary>
    public static PutOptions Always { get; } = new();

    /// <summary>Write only when nothing is there (<c>If-None-Match: *</c>).</summary>
    public static PutOptions IfAbsent { get; } = new() { OnlyIfAbsent = true };

    /// <summary>Write only over the content with that entity tag (<c>If-Match</c>).</summary>
    public static PutOptions IfMatch(string etag) => new() { OnlyIfETag = etag };

    /// <summary>Whether the write fails when an object is there. Default is false.</summary>
    public bool OnlyIfAbsent { get; init; }

    /// <summary>The entity tag the present object must have. Default is null, which asks for none.</summary>
    public string? OnlyIfETag { get; init; }

    /// <summary>The object's own metadata, kept where the store can. Default is none.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; init; } = new Dictionary<string, string>();

    /// <summary>The media type, kept where the store can. Default is <c>application/octet-stream</c>.</summary>
    public string ContentType { get; init; } = "application/octet-stream";
}
