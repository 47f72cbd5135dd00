using System.CommandLine;
using AppleAnalytics.LocalHost.Configuration;
using AppleAnalytics.Simulator;

namespace AppleAnalytics.LocalHost.Commands;

/// <summary><c>demo</c>: a simulated App Store Connect, played day by day through the real function app into a fresh folder.</summary>
internal static class DemoCommand
{
    const int MostApps = 500;
    const int MostDays = 35;

    public static Command Create(Func<ParseResult, CommandContext> context)
    {
        var apps = new Option<int?>("--apps") { Description = "Apps of the simulated account, 1 to 500. Default is 12.", HelpName = "N" };
        var days = new Option<int?>("--days") { Description = "Consecutive days to play, 1 to 35, the last of them today. Default is 2.", HelpName = "N" };
        var lake = new Option<string?>("--lake") { Description = "Folder of the lake. Default is ./lake.", HelpName = "DIR" };
        var seed = new Option<long?>("--seed") { Description = "Another number makes another account. Default is 1.", HelpName = "S" };
        var command = new Command(
            "demo",
            "Plays days of a simulated App Store Connect through the real function app into a folder. Needs no account and no configuration; "
            + "played again on the same lake it finds everything done.")
        {
            apps, days, lake, seed,
        };
        command.SetAction((parsed, cancellation) => new Demo(context(parsed)).PlayAsync(
            InRange("--apps", parsed.GetValue(apps), MostApps),
            InRange("--days", parsed.GetValue(days), MostDays),
            parsed.GetValue(lake),
            parsed.GetValue(seed),
            cancellation));
        return command;
    }

    static int? InRange(string name, int? value, int most) =>
        value is null or >= 1 && (value is null || value <= most)
            ? value
            : throw new UserMistakeException($"{name} is {value}; give a number from 1 to {most}.");
}
