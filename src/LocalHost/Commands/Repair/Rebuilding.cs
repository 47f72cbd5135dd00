using AppleAnalytics.Curation;
using AppleAnalytics.LocalHost.Terminal;
using AppleAnalytics.Quality;
using Microsoft.Extensions.DependencyInjection;

namespace AppleAnalytics.LocalHost.Commands;

/// <summary>Rebuilds partitions from raw for a verb, and says what came of it.</summary>
/// <param name="services">The lake's services.</param>
/// <param name="screen">Where it is said.</param>
internal sealed class Rebuilding(IServiceProvider services, Screen screen)
{
    const int Shown = 10;

    /// <summary>Rebuilds.</summary>
    /// <param name="tables">The tables; empty for all that have landed.</param>
    /// <param name="apps">The apps; empty for all that have landed.</param>
    /// <param name="from">The first metric date.</param>
    /// <param name="to">The last metric date.</param>
    /// <param name="cancellation">Stops it; the same command goes on.</param>
    /// <returns>How the process is to end.</returns>
    public async Task<int> RunAsync(IReadOnlyList<string> tables, IReadOnlyList<long> apps, DateOnly from, DateOnly to, CancellationToken cancellation)
    {
        var recurator = services.GetRequiredService<Recurator>();
        var outcome = await recurator.RunAsync(
            new()
            {
                Tables = tables.Count > 0 ? tables : await recurator.FindTablesAsync(cancellation),
                Apps = apps.Count > 0 ? apps : null,
                From = from,
                To = to,
                Thresholds = services.GetRequiredService<QualityThresholds>(),
                Today = DateOnly.FromDateTime(services.GetRequiredService<TimeProvider>().GetUtcNow().UtcDateTime),
            },
            cancellation);
        screen.Line(
            $"Rebuilt from raw: {Amounts.Count(outcome.Instances)} deliveries read, {Amounts.Count(outcome.PartitionsPublished)} partitions written, {Amounts.Count(outcome.PartitionsUnchanged)} stood right.");
        foreach (var failure in outcome.Failures)
        {
            screen.Line("FAILED " + failure);
        }

        foreach (var left in outcome.RuledOut.Take(Shown))
        {
            screen.Line(
                $"LEFT {left.Table} of app {left.AppId}, {Amounts.Date(left.Date)}: still the rows of delivery {left.Vintage.InstanceId} of {Amounts.Date(left.Vintage.ProcessingDate)}, because raw holds no other that is allowed.");
        }

        if (outcome.RuledOut.Count > Shown)
        {
            screen.Line($"LEFT {Amounts.Count(outcome.RuledOut.Count - Shown)} more partitions in the same way.");
        }

        return outcome.Failures.Count + outcome.RuledOut.Count == 0 ? ExitCodes.Success : ExitCodes.Failure;
    }
}
