using Microsoft.Extensions.Configuration;

namespace AppleAnalytics.Runs;

/// <summary>Where alerts go.</summary>
public sealed record AlertsOptions
{
    /// <summary>The webhook, which is a secret. Default is null: no alerts are sent.</summary>
    public Uri? WebhookUrl { get; init; }

    /// <summary>The body the webhook expects. Default is Slack's.</summary>
    public AlertFormat Format { get; init; } = AlertFormat.Slack;

    /// <summary>Reads <c>Alerts__WebhookUrl</c> and <c>Alerts__Format</c>.</summary>
    /// <exception cref="ConfigurationException">The address is not a web address, or the format is unknown.</exception>
    public static AlertsOptions From(IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        var url = configuration["Alerts:WebhookUrl"];
        var format = configuration["Alerts:Format"];
        return new()
        {
            WebhookUrl = string.IsNullOrWhiteSpace(url) ? null
                : Uri.TryCreate(url.Trim(), UriKind.Absolute, out var uri) && uri.Scheme is "https" or "http" ? uri
                : throw new ConfigurationException("Alerts__WebhookUrl is not a web address; set the whole https:// address of the webhook, or remove the setting to send no alerts."),
            Format = string.IsNullOrWhiteSpace(format) ? AlertFormat.Slack
                : format.Trim().ToLowerInvariant() switch
                {
                    "slack" => AlertFormat.Slack,
                    "teams" => AlertFormat.Teams,
                    "json" => AlertFormat.Json,
                    _ => throw new ConfigurationException($"Alerts__Format is '{format}'; set slack, teams or json."),
                },
        };
    }

    /// <summary>The options without the address, which is a secret.</summary>
    public override string ToString() => $"{(WebhookUrl is null ? "no webhook" : "a webhook")}, {Format}";
}
