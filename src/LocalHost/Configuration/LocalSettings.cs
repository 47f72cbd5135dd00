using System.Text.Json;
using AppleAnalytics.LocalHost.Commands;
using Microsoft.Extensions.Configuration;

namespace AppleAnalytics.LocalHost.Configuration;

/// <summary>
/// The settings of a process: environment variables (<c>__</c> for nesting) over the <c>Values</c> of
/// <c>local.settings.json</c>, as the Functions tools do it, over the defaults only LocalHost supplies.
/// </summary>
public static class LocalSettings
{
    /// <summary>The settings file's name, looked for in the working directory.</summary>
    public const string FileName = "local.settings.json";

    const string DefaultLake = "./lake";

    /// <summary>
    /// The timers' schedules: in Azure the deployment sets them, because a timer binding resolves an app setting and knows
    /// no default.
    /// </summary>
    static readonly Dictionary<string, string?> Defaults = new(StringComparer.OrdinalIgnoreCase)
    {
        ["DailySchedule"] = "0 30 9 * * *",
        ["WatchSchedule"] = "0 0 * * * *",
        ["HousekeepingSchedule"] = "0 0 4 * * 0",
    };

    /// <summary>Reads the settings.</summary>
    /// <param name="directory">Where <see cref="FileName"/> may stand.</param>
    /// <param name="overrides">What a verb decides itself; wins over everything. A null value hides the setting.</param>
    /// <exception cref="UserMistakeException">The file is not valid.</exception>
    public static IConfigurationRoot Load(string directory, IReadOnlyDictionary<string, string?>? overrides = null)
    {
        ArgumentNullException.ThrowIfNull(directory);
        var builder = new ConfigurationBuilder()
            .AddInMemoryCollection(Defaults)
            .AddInMemoryCollection(ReadFile(Path.Combine(directory, FileName)))
            .AddEnvironmentVariables();
        var settings = builder.AddInMemoryCollection(overrides ?? new Dictionary<string, string?>()).Build();
        return builder.AddInMemoryCollection(Rooted(settings, directory)).Build();
    }

    /// <summary>The paths among the settings as full paths, so that what they mean does not depend on who reads them.</summary>
    static Dictionary<string, string?> Rooted(IConfiguration settings, string directory)
    {
        var lake = settings["Lake:Root"];
        lake = string.IsNullOrWhiteSpace(lake) ? DefaultLake : lake.Trim();
        var rooted = new Dictionary<string, string?>
        {
            ["Lake:Root"] = lake.Contains("://", StringComparison.Ordinal) ? lake : Path.GetFullPath(lake, directory),
        };
        if (settings["Apple:PrivateKeyPath"] is { } key && !string.IsNullOrWhiteSpace(key))
        {
            rooted["Apple:PrivateKeyPath"] = Path.GetFullPath(key.Trim(), directory);
        }

        return rooted;
    }

    /// <summary>Settings that stand alone: neither the environment nor a file is looked at. For the demo, whose result depends on nothing outside.</summary>
    public static IConfigurationRoot Isolated(IReadOnlyDictionary<string, string?> values) =>
        new ConfigurationBuilder().AddInMemoryCollection(Defaults).AddInMemoryCollection(values).Build();

    static Dictionary<string, string?> ReadFile(string path)
    {
        var values = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        if (!File.Exists(path))
        {
            return values;
        }

        try
        {
            using var document = JsonDocument.Parse(
                File.ReadAllBytes(path),
                new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
            if (document.RootElement.ValueKind != JsonValueKind.Object
                || !document.RootElement.TryGetProperty("Values", out var entries)
                || entries.ValueKind != JsonValueKind.Object)
            {
                throw new UserMistakeException($"{path} has no \"Values\" object; copy local.settings.sample.json and fill it in.");
            }

            foreach (var entry in entries.EnumerateObject())
            {
                var text = entry.Value.ValueKind == JsonValueKind.String ? entry.Value.GetString() : entry.Value.GetRawText();

                // The sample's empty values mean "not set".
                if (!string.IsNullOrEmpty(text))
                {
                    values[entry.Name.Replace("__", ConfigurationPath.KeyDelimiter, StringComparison.Ordinal)] = text;
                }
            }
        }
        catch (JsonException mistake)
        {
            throw new UserMistakeException(
                $"{path} is not valid JSON (line {mistake.LineNumber + 1}); correct it or remove it and use environment variables.", mistake);
        }
        catch (Exception mistake) when (mistake is IOException or UnauthorizedAccessException)
        {
            throw new UserMistakeException($"{path} cannot be read; give this user read access to it.", mistake);
        }

        return values;
    }
}
