using AppleAnalytics.Lake;
using Microsoft.Extensions.Configuration;

namespace AppleAnalytics.Catalog;

/// <summary>
/// Where tables are declared: the keys <c>Catalog__Kind</c>, <c>Catalog__Database</c>, <c>Catalog__Workgroup</c>,
/// <c>Catalog__OutputLocation</c>, <c>Catalog__ServiceUrl</c> and <c>Catalog__Partitions</c>.
/// </summary>
public sealed record CatalogOptions
{
    /// <summary>Who answers queries. Default is local for a folder and Athena for S3.</summary>
    public CatalogKind Kind { get; init; }

    /// <summary>The database. Default is <c>appstore</c>.</summary>
    public string Database { get; init; } = "appstore";

    /// <summary>The Athena workgroup. Default is <c>primary</c>.</summary>
    public string Workgroup { get; init; } = "primary";

    /// <summary>Where Athena writes results, <c>s3://…</c>. Default is null, which leaves it to the workgroup.</summary>
    public string? OutputLocation { get; init; }

    /// <summary>Another endpoint of Athena. Default is null, which is AWS.</summary>
    public string? ServiceUrl { get; init; }

    /// <summary>Whether partitions are found by projection rather than registered. Default is false.</summary>
    public bool Projection { get; init; }

    /// <summary>Reads the options and checks them.</summary>
    /// <exception cref="ConfigurationException">A value cannot be used; the message says what to set.</exception>
    public static CatalogOptions From(IConfiguration configuration, LakeOptions lake)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        ArgumentNullException.ThrowIfNull(lake);
        var section = configuration.GetSection("Catalog");
        return new()
        {
            Kind = ReadKind(section["Kind"], lake),
            Database = ReadDatabase(section["Database"]),
            Workgroup = Text(section["Workgroup"]) ?? "primary",
            OutputLocation = ReadOutputLocation(Text(section["OutputLocation"])),
            ServiceUrl = ReadServiceUrl(Text(section["ServiceUrl"])),
            Projection = ReadProjection(section["Partitions"]),
        };
    }

    static CatalogKind ReadKind(string? text, LakeOptions lake)
    {
        var kind = Text(text)?.ToUpperInvariant() switch
        {
            null => lake.IsS3 ? CatalogKind.Athena : CatalogKind.Local,
            "LOCAL" => CatalogKind.Local,
            "ATHENA" => CatalogKind.Athena,
            _ => throw new ConfigurationException($"Catalog__Kind is '{text}'. Set it to local or athena."),
        };
        return kind == CatalogKind.Athena && !lake.IsS3
            ? throw new ConfigurationException($"Catalog__Kind is athena and Lake__Root is the folder '{lake.Root}', which Athena cannot read. Set Lake__Root to s3://bucket/prefix or Catalog__Kind to local.")
            : kind;
    }

    static string ReadDatabase(string? text)
    {
        var name = Text(text) ?? "appstore";
        return name.All(c => c is >= 'a' and <= 'z' or >= '0' and <= '9' or '_') && name.Length <= 255
            ? name
            : throw new ConfigurationException($"Catalog__Database is '{name}'. Set it to lower-case letters, digits and underscores, such as appstore.");
    }

    static bool ReadProjection(string? text) => Text(text)?.ToUpperInvariant() switch
    {
        null or "REGISTERED" => false,
        "PROJECTION" => true,
        _ => throw new ConfigurationException($"Catalog__Partitions is '{text}'. Set it to registered or projection."),
    };

    static string? ReadOutputLocation(string? text) => text is null || (text.StartsWith("s3://", StringComparison.Ordinal) && text.Length > 5)
        ? text
        : throw new ConfigurationException($"Catalog__OutputLocation is '{text}'. Set it to s3://bucket/prefix/, or leave it out for the workgroup's own.");

    static string? ReadServiceUrl(string? text) => text is null || (Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https")
        ? text
        : throw new ConfigurationException($"Catalog__ServiceUrl is '{text}', which is no http or https address. Set it to an endpoint of Athena, or leave it out for AWS.");

    static string? Text(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
