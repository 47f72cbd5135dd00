using System.Reflection;
using System.Security.Cryptography;
using System.Text.RegularExpressions;
using AppleAnalytics.Functions;
using AppleAnalytics.Functions.Triggers;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace AppleAnalytics.Interop.Tests.Infrastructure;

/// <summary>The app settings that infra/bicep sets against the keys that the app asks for when it starts.</summary>
public sealed partial class AppSettingsTests
{
    /// <summary>Keys that have no place in Azure, with the reason.</summary>
    static readonly Dictionary<string, string> Elsewhere = new()
    {
        ["Apple__IssuerId"] = "in the secret",
        ["Apple__KeyId"] = "in the secret",
        ["Apple__PrivateKey"] = "in the secret",
        ["Apple__PrivateKeyPath"] = "in the secret",
        ["AWS_ACCESS_KEY_ID"] = "refused in Azure",
        ["AWS_SECRET_ACCESS_KEY"] = "refused in Azure",
        ["WEBSITE_INSTANCE_ID"] = "set by Azure",
    };

    [Fact]
    public async Task Whatever_the_app_reads_can_be_set_in_Azure()
    {
        var set = SetInBicep();
        var missing = (await ReadByAppAsync()).Where(k => !set.Contains(k) && !Elsewhere.ContainsKey(k));

        Assert.Empty(missing);
    }

    [Fact]
    public void Schedules_hub_name_and_storage_without_keys_are_always_set()
    {
        var set = SetInBicep();

        Assert.Superset(
            new HashSet<string>(
                [
                    "DailySchedule", "WatchSchedule", "HousekeepingSchedule", "AzureFunctionsJobHost__extensions__durableTask__hubName",
                    "AzureWebJobsStorage__blobServiceUri", "AzureWebJobsStorage__queueServiceUri", "AzureWebJobsStorage__tableServiceUri",
                    "AzureWebJobsStorage__credential", "AzureWebJobsStorage__clientId",
                ]),
            set);
        var text = Bicep();
        foreach (var name in new[] { "dailySchedule", "watchSchedule", "housekeepingSchedule", "hubName" })
        {
            Assert.Matches($@"@minLength\(\d+\)\n(?:@maxLength\(\d+\)\n)?param {name} string = '[^']+'", text);
        }

        Assert.DoesNotContain("listKeys", text, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("AccountKey", text, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void Every_timer_has_its_schedule()
    {
        var schedules = typeof(DailyTimer).Assembly.GetTypes()
            .SelectMany(t => t.GetMethods())
            .SelectMany(m => m.GetParameters())
            .Select(p => p.GetCustomAttribute<TimerTriggerAttribute>())
            .OfType<TimerTriggerAttribute>()
            .Select(t => t.Schedule.Trim('%'))
            .ToList();

        Assert.NotEmpty(schedules);
        Assert.All(schedules, s => Assert.Contains(s, SetInBicep()));
    }

    static async Task<HashSet<string>> ReadByAppAsync()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var recorder = new Recorder(new()
        {
            ["Apple:KeyId"] = "KEY",
            ["Apple:PrivateKey"] = key.ExportPkcs8PrivateKeyPem(),
            ["Lake:Root"] = "s3://bucket/lake",
            ["Catalog:Kind"] = "local",
            ["Aws:Region"] = "us-east-1",
        });
        using var configuration = new ConfigurationRoot([recorder]);
        await using var services = new ServiceCollection().AddLogging().AddAppleAnalytics(configuration).BuildServiceProvider();
        try
        {
            await AppleAnalyticsServices.CheckSettingsAsync(services, default);
        }
        catch (ConfigurationException fault)
        {
            // The last thing that is looked for, and there may be none where tests run.
            Assert.Contains("credentials", fault.Message, StringComparison.Ordinal);
        }

        Assert.Contains("Aws__Region", recorder.Asked);
        Assert.Contains("Lake__Root", recorder.Asked);
        return recorder.Asked;
    }

    static HashSet<string> SetInBicep() => [.. SettingsBlock().Matches(Bicep()).SelectMany(b => SettingsLine().Matches(b.Value)).Select(m => m.Groups[1].Value)];

    static string Bicep() => string.Concat(
        new[] { "main.bicep", "modules/app.bicep" }.Select(f => File.ReadAllText(Path.Combine(InfrastructureScripts.Folder("bicep"), f)).ReplaceLineEndings("\n")));

    [GeneratedRegex(@"^var (?:settings|hostSettings) = \{\n(?:  .*\n)+\}", RegexOptions.Multiline)]
    private static partial Regex SettingsBlock();

    [GeneratedRegex(@"^  (\w+): ", RegexOptions.Multiline)]
    private static partial Regex SettingsLine();

    sealed class Recorder(Dictionary<string, string?> data) : ConfigurationProvider
    {
        public HashSet<string> Asked { get; } = [];

        public override bool TryGet(string key, out string? value)
        {
            lock (Asked)
            {
                Asked.Add(key.Replace(":", "__", StringComparison.Ordinal));
            }

            return data.TryGetValue(key, out value);
        }
    }
}
