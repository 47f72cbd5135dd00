using System.CommandLine;
using AppleAnalytics.Curation;
using AppleAnalytics.Lake;
using AppleAnalytics.LocalHost.Configuration;
using AppleAnalytics.LocalHost.Terminal;
using Microsoft.Extensions.DependencyInjection;

namespace AppleAnalytics.LocalHost.Commands;

/// <summary><c>exclude</c>: keeps one bad delivery out, and puts the ones before it back in place.</summary>
internal static class ExcludeCommand
{
    public static Command Create(Func<ParseResult, CommandContext> context)
    {
        var instance = new Argument<string>("INSTANCE-ID") { Description = "Apple's id of the delivery, as in instance_id of its rows or in its file names under raw/." };
        var reason = Options.Reason();
        var command = new Command(
            "exclude",
            "Keeps one delivery out of every partition, until `unpin`, and rebuilds what stood from it from the next best delivery in raw/. Needs no key; works beside `serve`.")
        {
            instance, reason,
        };
        command.SetAction((parsed, cancellation) => RunAsync(context(parsed), parsed.GetValue(instance)!, parsed.GetValue(reason) ?? "", cancellation));
        return command;
    }

    static async Task<int> RunAsync(CommandContext context, string instance, string reason, CancellationToken cancellation)
    {
        await using var services = LakeWork.Open(LocalSettings.Load(context.WorkingDirectory));
        var record = await services.GetRequiredService<Recurator>().FindInstanceAsync(instance, cancellation)
            ?? throw new UserMistakeException($"No delivery '{instance}' has landed; its id is the instance_id of its rows, and the name of its record under raw/.");
        var pin = new Pin { Name = $"exclude-{instance}", ExcludedInstanceId = instance, Reason = reason };
        await services.GetRequiredService<Pins>().AddAsync(pin.Name, pin, cancellation);
        context.Output.Line($"Pinned {pin}");
        var manifest = await services.GetRequiredService<PartitionManifests>().ReadAsync(record.Table, record.AppId, cancellation);
        var dates = manifest.Partitions.Where(p => p.Value.Vintage.InstanceId == instance).Select(p => p.Key).ToList();
        if (dates.Count == 0)
        {
            context.Output.Line("No partition stands from it.");
            return ExitCodes.Success;
        }

        context.Output.Line($"{Amounts.Count(dates.Count)} partitions of {record.Table}, app {record.AppId}, stood from it.");
        return await new Rebuilding(services, context.Output).RunAsync([record.Table], [record.AppId], dates[0], dates[^1], cancellation);
    }
}
