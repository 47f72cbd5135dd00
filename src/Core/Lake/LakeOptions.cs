using Microsoft.Extensions.Configuration;

namespace AppleAnalytics.Lake;

/// <summary>Where the lake is: the keys <c>Lake__Root</c>, <c>Lake__ServiceUrl</c> and <c>Lake__KmsKeyId</c>.</summary>
public sealed record LakeOptions
{
    const string S3Scheme = "s3://";

    /// <summary>A folder, or <c>s3://bucket/prefix</c>. Default is <c>./lake</c>.</summary>
    public string Root { get; init; } = "./lake";

    /// <summary>The endpoint of an S3-compatible server. Default is null, which is AWS.</summary>
    public string? ServiceUrl { get; init; }

    /// <summary>The KMS key objects are encrypted with. Default is null, which leaves it to the bucket.</summary>
    public string? KmsKeyId { get; init; }

    /// <summary>Whether the lake is in S3.</summary>
    public bool IsS3 => Root.StartsWith(S3Scheme, StringComparison.OrdinalIgnoreCase);

    /// <summary>Bucket and prefix of an S3 lake; the prefix has neither a leading nor a trailing slash and may be empty.</summary>
    public (string Bucket, string Prefix) Bucket
    {
        get
        {
            var rest = Root[S3Scheme.Length..].TrimEnd('/');
            var slash = rest.IndexOf('/', StringComparison.Ordinal);
            return slash < 0 ? (rest, "") : (rest[..slash], rest[(slash + 1)..]);
        }
    }

    /// <summary>Reads the options and checks them.</summary>
    /// <exception cref="ConfigurationException">A value cannot be used; the message says what to set.</exception>
    public static LakeOptions From(IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        var section = configuration.GetSection("Lake");
        var options = new LakeOptions
        {
            Root = Text(section, "Root") ?? "./lake",
            ServiceUrl = Text(section, "ServiceUrl"),
            KmsKeyId = Text(section, "KmsKeyId"),
        };
        options.Check(inAzure: !string.IsNullOrEmpty(configuration["WEBSITE_INSTANCE_ID"]));
        return options;
    }

    void Check(bool inAzure)
    {
        if (!IsS3 && Root.Contains("://", StringComparison.Ordinal))
        {
            throw Invalid($"Lake__Root is '{Root}', which is neither a folder nor s3://bucket/prefix. Set Lake__Root to one of the two.");
        }

        if (IsS3 && Bucket.Bucket.Length == 0)
        {
            throw Invalid($"Lake__Root is '{Root}' and names no bucket. Set Lake__Root to s3://bucket/prefix.");
        }

        if (!IsS3 && inAzure)
        {
            throw Invalid($"Lake__Root is the folder '{Root}', and folders inside Azure do not last. Set Lake__Root to s3://bucket/prefix.");
        }

        if (ServiceUrl is not null && !(Uri.TryCreate(ServiceUrl, UriKind.Absolute, out var url) && url.Scheme is "http" or "https"))
        {
            throw Invalid($"Lake__ServiceUrl is '{ServiceUrl}', which is no http or https address. Set Lake__ServiceUrl to the endpoint of the S3-compatible server, or leave it out for AWS.");
        }
    }

    static string? Text(IConfigurationSection section, string key) =>
        section[key] is { } text && !string.IsNullOrWhiteSpace(text) ? text.Trim() : null;

    static ConfigurationException Invalid(string message) => new(message);
}
