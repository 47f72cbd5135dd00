using AppleAnalytics.Catalog;
using AppleAnalytics.Functions.Activities;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.Extensions.Logging;

namespace AppleAnalytics.Functions.Orchestrations;

/// <summary>
/// Brings the catalogue up to the lake, in rounds: an activity says what is to be run, the statements are run, and so on until
/// nothing is left. Each round is an execution of its own, so that histories stay short.
/// </summary>
public sealed partial class CatalogRun
{
    // The database, tables, columns; partitions; the comparison; what it found. The rest is for batches of a first registration.
    const int MostRounds = 200;

    /// <summary>The orchestrator.</summary>
    [Function(nameof(CatalogRun))]
    public async Task<RegisterOutcome> RunAsync([OrchestrationTrigger] TaskOrchestrationContext context, CatalogRunInput input)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(input);
        var log = context.CreateReplaySafeLogger<CatalogRun>();
        var step = await context.CallActivityAsync<RegisterOutcome>(nameof(RegisterPartitions), input.Register, Retries.Transient);
        var outcome = input.Sofar.Then(step) with { Statements = null };
        if (step.Statements is not { Count: > 0 } statements || input.Round == MostRounds)
        {
            return outcome;
        }

        var round = new StatementRound(context, input.Round);
        await round.RunAsync(statements);
        foreach (var problem in round.Effect.Problems)
        {
            Failed(log, input.Register.RunId, problem);
        }

        context.ContinueAsNew(new CatalogRunInput(
            input.Register with
            {
                Compared = input.Register.Compared || statements.Any(s => s.Kind is StatementKind.CountRows or StatementKind.CountPartitions),
                Broken = [.. input.Register.Broken.Union(round.Broken)],
            },
            input.Round + 1,
            outcome.Then(round.Effect)));
        return outcome;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{RunId}: {Problem}")]
    static partial void Failed(ILogger log, string runId, string problem);
}
