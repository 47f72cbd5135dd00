using System.Globalization;
using AppleAnalytics.Catalog;
using AppleAnalytics.Functions.Activities;
using Microsoft.DurableTask;

namespace AppleAnalytics.Functions.Orchestrations;

/// <summary>The statements of one round: five at once, one at a time per table, each started, waited for with durable timers, and looked at.</summary>
sealed class StatementRound(TaskOrchestrationContext context, int round)
{
    const int AtOnce = 5;
    const int MostStarts = 3;
    const int MostThrottles = 10;

    /// <summary>How long a statement may take before it is stopped.</summary>
    static readonly TimeSpan Patience = TimeSpan.FromMinutes(20);

    static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(30);

    readonly List<string> _broken = [];

    /// <summary>What the statements did, and what went wrong.</summary>
    public RegisterOutcome Effect { get; private set; } = new();

    /// <summary>The tables of which a statement failed.</summary>
    public IReadOnlyCollection<string> Broken => _broken;

    /// <summary>Runs them.</summary>
    public async Task RunAsync(IReadOnlyList<StatementReference> statements)
    {
        var waiting = new Queue<List<StatementReference>>(statements.GroupBy(s => s.Table).Select(g => g.ToList()));
        var running = new List<Task>();
        while (waiting.Count > 0 || running.Count > 0)
        {
            while (running.Count < AtOnce && waiting.TryDequeue(out var table))
            {
                running.Add(RunTableAsync(table));
            }

            var done = await Task.WhenAny(running);
            running.Remove(done);
            await done;
        }
    }

    // After a failure the table's other statements wait for the next run: each may rest on the one before.
    async Task RunTableAsync(List<StatementReference> statements)
    {
        foreach (var statement in statements)
        {
            if (await RunAsync(statement) is { Length: > 0 } problem)
            {
                var what = statement.Table.Length > 0 ? $"{statement.Table}: {problem}" : problem;
                Effect = Effect.Then(new() { Problems = [what], Message = what });
                _broken.Add(statement.Table);
                return;
            }
        }
    }

    async Task<string> RunAsync(StatementReference statement)
    {
        try
        {
            for (var start = 1; ; start++)
            {
                var token = string.Create(CultureInfo.InvariantCulture, $"{context.InstanceId}/{round}/{statement.Id}/{start}");
                var (query, refusal) = await StartAsync(statement, token);
                if (query is null)
                {
                    return refusal;
                }

                var ended = await FollowAsync(query);
                Effect = Effect.Then(ended.Effect with { Queries = 1, BytesScanned = ended.BytesScanned });
                if (ended.State == StatementState.Succeeded)
                {
                    return "";
                }

                if (!ended.MayPass || start == MostStarts)
                {
                    return ended.Message;
                }

                await WaitAsync(TimeSpan.FromSeconds(15 * start));
            }
        }
        catch (TaskFailedException fault)
        {
            return fault.FailureDetails.ErrorMessage;
        }
    }

    async Task<(StatementQuery? Query, string Refusal)> StartAsync(StatementReference statement, string token)
    {
        for (var throttled = 0; ; throttled++)
        {
            var start = await context.CallActivityAsync<StatementStart>(nameof(StartStatement), new StatementStartInput(statement, token), Retries.Transient);
            Effect = Effect.Then(new() { Lake = start.Lake });
            if (start.QueryId is { } id)
            {
                return (new(statement, id), "");
            }

            if (!start.Throttled || throttled == MostThrottles)
            {
                return (null, start.Message);
            }

            await WaitAsync(TimeSpan.FromSeconds(Math.Min(15 << throttled, 300)));
        }
    }

    async Task<StatementProgress> FollowAsync(StatementQuery query)
    {
        var deadline = context.CurrentUtcDateTime + Patience;
        for (var wait = TimeSpan.FromSeconds(1); ; wait = wait * 2 > LongestWait ? LongestWait : wait * 2)
        {
            await WaitAsync(wait);
            var progress = await context.CallActivityAsync<StatementProgress>(nameof(LookAtStatement), query, Retries.Transient);
            if (progress.State != StatementState.Running)
            {
                return progress;
            }

            Effect = Effect.Then(progress.Effect);
            if (context.CurrentUtcDateTime >= deadline)
            {
                await context.CallActivityAsync<StatementProgress>(nameof(StopStatement), query, Retries.Transient);
                return new()
                {
                    State = StatementState.Cancelled,
                    Message = $"Athena did not end the query within {Patience.TotalMinutes:0} minutes, so it was stopped.",
                };
            }
        }
    }

    Task WaitAsync(TimeSpan time) => context.CreateTimer(context.CurrentUtcDateTime + time, CancellationToken.None);
}
