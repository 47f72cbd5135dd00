using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;

namespace AppleAnalytics.Security;

/// <summary>
/// How AWS is reached: the keys <c>Aws__Region</c>, <c>Aws__RoleArn</c>, <c>Aws__Audience</c>, <c>Aws__ManagedIdentityClientId</c>. With a
/// role the managed identity's token is exchanged for it and no key is kept anywhere; without one AWS's own chain is asked (environment,
/// profile, container, instance).
/// </summary>
public sealed partial record AwsOptions
{
    /// <summary>The region of bucket, tables and secrets. Default is null, which leaves it to AWS's own settings.</summary>
    public string? Region { get; init; }

    /// <summary>The role that trusts the managed identity. Default is null: AWS's own chain.</summary>
    public string? RoleArn { get; init; }

    /// <summary>What the identity's token is made out for, the application ID URI that the role's trust names. Set when the role is.</summary>
    public string? Audience { get; init; }

    /// <summary>The client id of a user-assigned managed identity. Default is null, the system-assigned one.</summary>
    public string? ManagedIdentityClientId { get; init; }

    /// <summary>Whether this runs inside Azure, where no key of AWS may be kept.</summary>
    public bool IsInAzure { get; init; }

    /// <summary>Reads the settings.</summary>
    /// <exception cref="ConfigurationException">One is missing or wrong, or a long-lived key is set inside Azure; the message says what to do.</exception>
    public static AwsOptions From(IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        var section = configuration.GetSection("Aws");
        string? Text(string key) => section[key] is { } text && !string.IsNullOrWhiteSpace(text) ? text.Trim() : null;
        var options = new AwsOptions
        {
            Region = Text("Region"),
            RoleArn = Text("RoleArn"),
            Audience = Text("Audience"),
            ManagedIdentityClientId = Text("ManagedIdentityClientId"),
            IsInAzure = !string.IsNullOrEmpty(configuration["WEBSITE_INSTANCE_ID"]),
        };
        options.Check(hasKey: !string.IsNullOrEmpty(configuration["AWS_ACCESS_KEY_ID"]) || !string.IsNullOrEmpty(configuration["AWS_SECRET_ACCESS_KEY"]));
        return options;
    }

    void Check(bool hasKey)
    {
        if (IsInAzure && hasKey)
        {
            throw new ConfigurationException(
                "AWS_ACCESS_KEY_ID or AWS_SECRET_ACCESS_KEY is set, and no AWS key belongs into Azure; remove both and set Aws__RoleArn and Aws__Audience, so that the managed identity is used.");
        }

        if (RoleArn is null)
        {
            if (IsInAzure)
            {
                throw new ConfigurationException(
                    "Aws__RoleArn is not set, and inside Azure AWS is reached by the managed identity alone; set Aws__RoleArn and Aws__Audience to the outputs RoleArn and Audience of the AWS stack.");
            }

            return;
        }

        if (!Role().IsMatch(RoleArn))
        {
            throw new ConfigurationException($"Aws__RoleArn is '{RoleArn}', which is no role; set it to one such as arn:aws:iam::123456789012:role/apple-analytics.");
        }

        if (Audience is null)
        {
            throw new ConfigurationException("Aws__RoleArn is set and Aws__Audience is not; set it to the application ID URI that the role trusts, such as api://apple-analytics.");
        }
    }

    [GeneratedRegex(@"^arn:aws[a-z-]*:iam::\d{12}:role/[\w+=,.@/-]+$")]
    private static partial Regex Role();
}
