using System.CommandLine;
using AppleAnalytics.Curation;
using AppleAnalytics.Lake;
using AppleAnalytics.LocalHost.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace AppleAnalytics.LocalHost.Commands;

/// <summary><c>unpin</c>: lists pins and exclusions, or takes one away and brings the newest deliveries back.</summary>
internal static class UnpinCommand
{
    public static Command Create(Func<ParseResult, CommandContext> context)
    {
        var name = new Argument<string?>("NAME") { Description = "The pin's name. Without it the pins are listed.", Arity = ArgumentArity.ZeroOrOne };
        var command = new Command("unpin", "Lists pins and exclusions, or takes one away and rebuilds from raw/ what it held. Needs no key; works beside `serve`.") { name };
        command.SetAction((parsed, cancellation) => RunAsync(context(parsed), parsed.GetValue(name), cancellation));
        return command;
    }

    static async Task<int> RunAsync(CommandContext context, string? name, CancellationToken cancellation)
    {
        await using var services = LakeWork.Open(LocalSettings.Load(context.WorkingDirectory));
        var pins = services.GetRequiredService<Pins>();
        var all = (await pins.ReadAsync(cancellation)).All;
        if (name is null)
        {
            context.Output.Line(all.Count == 0 ? "Nothing is pinned." : string.Join('\n', all));
            return ExitCodes.Success;
        }

        var pin = all.FirstOrDefault(p => p.Name == name) ?? throw new UserMistakeException(
            all.Count == 0 ? $"There is no pin '{name}'; nothing is pinned." : $"There is no pin '{name}'; there are {string.Join(", ", all.Select(p => $"'{p.Name}'"))}.");
        await pins.RemoveAsync(name, cancellation);
        context.Output.Line($"Taken away: {pin}");
        var rebuilding = new Rebuilding(services, context.Output);
        if (pin.ExcludedInstanceId is not { } instance)
        {
            return await rebuilding.RunAsync(pin.Table is { } table ? [table] : [], pin.Apps ?? [], pin.From ?? DateOnly.MinValue, pin.To ?? DateOnly.MaxValue, cancellation);
        }

        return await services.GetRequiredService<Recurator>().FindInstanceAsync(instance, cancellation) is { } record
            ? await rebuilding.RunAsync([record.Table], [record.AppId], DateOnly.MinValue, record.ProcessingDate, cancellation)
            : ExitCodes.Success;
    }
}
