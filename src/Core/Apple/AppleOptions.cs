using System.Globalization;
using System.Text;
using Microsoft.Extensions.Configuration;

namespace AppleAnalytics.Apple;

/// <summary>How App Store Connect is reached. Its text form leaves the private key out.</summary>
public sealed record AppleOptions
{
    /// <summary>The address of Apple's App Store Connect API.</summary>
    public static Uri DefaultBaseUrl { get; } = new("https://api.appstoreconnect.apple.com");

    /// <summary>The hosts that Apple's report files come from.</summary>
    public static IReadOnlyList<string> DefaultDownloadHosts { get; } = ["amazonaws.com", "apple.com"];

    /// <summary>The API's address (<c>Apple__BaseUrl</c>). Default is Apple's.</summary>
    public Uri BaseUrl { get; init; } = DefaultBaseUrl;

    /// <summary>The issuer of a team key (<c>Apple__IssuerId</c>). Default is null, which means an individual key.</summary>
    public string? IssuerId { get; init; }

    /// <summary>The key's id (<c>Apple__KeyId</c>); null where a secret holds it.</summary>
    public string? KeyId { get; init; }

    /// <summary>The secret in AWS Secrets Manager that holds the key (<c>Apple__SecretName</c>). Default is null: the other settings do.</summary>
    public string? SecretName { get; init; }

    /// <summary>What the key's quota is counted under: its id, or the secret's name with hyphens for what is no letter or digit.</summary>
    public string QuotaKey => KeyId ?? string.Concat((SecretName ?? "").Select(c => char.IsAsciiLetterOrDigit(c) ? c : '-'));

    /// <summary>The private key as PEM text (<c>Apple__PrivateKey</c>); this or the path is set.</summary>
    public string? PrivateKey { get; init; }

    /// <summary>The path of the private key's .p8 file (<c>Apple__PrivateKeyPath</c>); this or the text is set.</summary>
    public string? PrivateKeyPath { get; init; }

    /// <summary>Whether an app's first run also requests its one-time snapshot (<c>Apple__HistoryOnFirstRun</c>). Default is true.</summary>
    public bool HistoryOnFirstRun { get; init; } = true;

    /// <summary>
    /// The hosts segments may be downloaded from, with everything below them (<c>Apple__DownloadHosts</c>, comma-separated). Default is
    /// <c>amazonaws.com</c>, where Apple keeps them (its documentation's example and production alike), and <c>apple.com</c>.
    /// </summary>
    public IReadOnlyList<string> DownloadHosts { get; init; } = DefaultDownloadHosts;

    /// <summary>Reads the settings.</summary>
    /// <exception cref="ConfigurationException">One is missing or wrong; the message says which.</exception>
    public static AppleOptions From(IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        var section = configuration.GetSection("Apple");
        var options = new AppleOptions
        {
            BaseUrl = Text("BaseUrl") is { } url ? ParseBaseUrl(url) : DefaultBaseUrl,
            IssuerId = Text("IssuerId"),
            SecretName = Text("SecretName"),
            KeyId = Text("SecretName") is not null ? null : Text("KeyId") ?? throw new ConfigurationException(
                "Apple__KeyId is not set; set Apple__KeyId, Apple__IssuerId and Apple__PrivateKeyPath to an API key made in App Store Connect under Users and Access, Integrations."),
            PrivateKey = Text("PrivateKey"),
            PrivateKeyPath = Text("PrivateKeyPath"),
            HistoryOnFirstRun = Text("HistoryOnFirstRun") is not { } history || ParseBoolean(history),
        };
        options = Text("DownloadHosts") is { } hosts ? options with { DownloadHosts = ParseHosts(hosts) } : options;
        return (options.PrivateKey, options.PrivateKeyPath) switch
        {
            (null, null) when options.SecretName is not null => options,
            _ when options.SecretName is not null => throw new ConfigurationException(
                "Apple__SecretName is set and Apple__PrivateKey or Apple__PrivateKeyPath too; keep the one that holds the key and remove the others."),
            (null, null) => throw new ConfigurationException(
                "The private key is missing; set Apple__PrivateKeyPath to the .p8 file of the App Store Connect API key, or Apple__PrivateKey to its content."),
            (not null, not null) => throw new ConfigurationException(
                "Apple__PrivateKey and Apple__PrivateKeyPath are both set; keep the one that holds the key and remove the other."),
            _ => options,
        };

        string? Text(string key) => section[key] is { } text && !string.IsNullOrWhiteSpace(text) ? text.Trim() : null;
    }

    static Uri ParseBaseUrl(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var url)
        && (url.Scheme == Uri.UriSchemeHttps || (url.Scheme == Uri.UriSchemeHttp && url.IsLoopback))
        && url.Query.Length == 0 && url.UserInfo.Length == 0
            ? url
            : throw new ConfigurationException(
                $"Apple__BaseUrl is not usable; set it to an https address without query, such as {DefaultBaseUrl}, or to an http address on this machine.");

    static string[] ParseHosts(string text)
    {
        var hosts = text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return hosts.Length > 0 && hosts.All(h => Uri.CheckHostName(h) == UriHostNameType.Dns)
            ? hosts
            : throw new ConfigurationException(
                "Apple__DownloadHosts is not a list of hosts; set it to host names separated by commas, such as amazonaws.com,apple.com, or remove it.");
    }

    static bool ParseBoolean(string text) =>
        bool.TryParse(text, out var value)
            ? value
            : throw new ConfigurationException(
                string.Create(CultureInfo.InvariantCulture, $"Apple__HistoryOnFirstRun is '{text}'; set it to true or false."));

    bool PrintMembers(StringBuilder builder)
    {
        builder.Append(CultureInfo.InvariantCulture, $"BaseUrl = {BaseUrl}, KeyId = {KeyId ?? "in the secret"}, IssuerId = {IssuerId ?? "none"}, HistoryOnFirstRun = {HistoryOnFirstRun}");
        return true;
    }
}
