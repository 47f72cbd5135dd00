using System.CommandLine;
using AppleAnalytics.Lake;
using AppleAnalytics.LocalHost.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace AppleAnalytics.LocalHost.Commands;

/// <summary><c>release</c>: lets runs try a parked delivery again.</summary>
internal static class ReleaseCommand
{
    public static Command Create(Func<ParseResult, CommandContext> context)
    {
        var instance = new Argument<string>("INSTANCE-ID") { Description = "Apple's id of the delivery, as the run report names it." };
        var command = new Command(
            "release", "Makes a delivery due again that failed three times and was parked; the next run tries it. Needs no key; works beside `serve`.") { instance };
        command.SetAction((parsed, cancellation) => RunAsync(context(parsed), parsed.GetValue(instance)!, cancellation));
        return command;
    }

    static async Task<int> RunAsync(CommandContext context, string instance, CancellationToken cancellation)
    {
        await using var services = LakeWork.Open(LocalSettings.Load(context.WorkingDirectory));
        var app = await services.GetRequiredService<InstanceLedger>().ReleaseAsync(instance, cancellation)
            ?? throw new UserMistakeException($"No delivery '{instance}' is parked; `status` counts the parked ones, and state/ledger/ in the lake names them.");
        context.Output.Line($"Delivery {instance} of app {app} is due again; the next run tries it.");
        return ExitCodes.Success;
    }
}
