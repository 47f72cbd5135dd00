using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace AppleAnalytics.LocalHost.Tests.Engine;

/// <summary>Instances that are running while the code of their orchestrator is replaced.</summary>
public sealed class ReplayTests
{
    internal sealed class Activities
    {
        [Function(nameof(One))]
        public int One([ActivityTrigger] int input) => input;

        [Function(nameof(Two))]
        public int Two([ActivityTrigger] int input) => input;

        [Function("Child")]
        public int Child([OrchestrationTrigger] TaskOrchestrationContext context) => 0;
    }

    internal sealed class Original
    {
        [Function("Changing")]
        public async Task<string> Changing([OrchestrationTrigger] TaskOrchestrationContext context)
        {
            await context.CallActivityAsync<int>(nameof(Activities.One), 1);
            return await context.WaitForExternalEvent<string>("go");
        }
    }

    internal sealed class OtherActivity
    {
        [Function("Changing")]
        public async Task<string> Changing([OrchestrationTrigger] TaskOrchestrationContext context)
        {
            await context.CallActivityAsync<int>(nameof(Activities.Two), 1);
            return await context.WaitForExternalEvent<string>("go");
        }
    }

    internal sealed class OtherKind
    {
        [Function("Changing")]
        public async Task<string> Changing([OrchestrationTrigger] TaskOrchestrationContext context)
        {
            await context.CallSubOrchestratorAsync<int>("Child");
            return await context.WaitForExternalEvent<string>("go");
        }
    }

    internal sealed class NoCall
    {
        [Function("Changing")]
        public Task<string> Changing([OrchestrationTrigger] TaskOrchestrationContext context) => context.WaitForExternalEvent<string>("go");
    }

    internal sealed class OneMoreCall
    {
        [Function("Changing")]
        public async Task<string> Changing([OrchestrationTrigger] TaskOrchestrationContext context)
        {
            await context.CallActivityAsync<int>(nameof(Activities.One), 1);
            var more = context.CallActivityAsync<int>(nameof(Activities.Two), 1);
            return await context.WaitForExternalEvent<string>("go") + await more;
        }
    }

    internal sealed class OneMoreCallAfterwards
    {
        [Function("Changing")]
        public async Task<string> Changing([OrchestrationTrigger] TaskOrchestrationContext context)
        {
            await context.CallActivityAsync<int>(nameof(Activities.One), 1);
            var go = await context.WaitForExternalEvent<string>("go");
            return go + await context.CallActivityAsync<int>(nameof(Activities.Two), 2);
        }
    }

    internal sealed class Gone;

    private static async Task<OrchestrationMetadata> RunAsync(Type later)
    {
        await using var sandbox = await Sandbox.StartAsync(typeof(Original), typeof(Activities));
        await sandbox.Client.ScheduleNewOrchestrationInstanceAsync("Changing", null, new StartOrchestrationOptions("c"));
        await sandbox.Host.WhenIdleAsync();
        await sandbox.StopHostAsync();
        sandbox.Types = [later, typeof(Activities)];
        await sandbox.StartHostAsync();
        await sandbox.Client.RaiseEventAsync("c", "go", "went");
        return await sandbox.Client.WaitForInstanceCompletionAsync("c", true);
    }

    [Theory]
    [InlineData(typeof(OtherActivity), "a call of the activity 'One'", "a call of the activity 'Two'")]
    [InlineData(typeof(OtherKind), "a call of the activity 'One'", "a call of the sub-orchestration 'Child'")]
    [InlineData(typeof(NoCall), "a call of the activity 'One'", "did not make that call")]
    [InlineData(typeof(OneMoreCall), "does not hold", "a call of the activity 'Two'")]
    public async Task Code_that_does_not_match_the_history_fails_the_instance_and_the_message_says_where(Type later, string recorded, string made)
    {
        var instance = await RunAsync(later);
        Assert.Equal("DurableTask.Core.Exceptions.NonDeterministicOrchestrationException", instance.FailureDetails!.ErrorType);
        Assert.Contains(recorded, instance.FailureDetails.ErrorMessage, StringComparison.Ordinal);
        Assert.Contains(made, instance.FailureDetails.ErrorMessage, StringComparison.Ordinal);
        Assert.Contains("not deterministic", instance.FailureDetails.ErrorMessage, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Code_changed_behind_the_point_the_instance_has_reached_goes_on()
    {
        var instance = await RunAsync(typeof(OneMoreCallAfterwards));
        Assert.Equal("went2", instance.ReadOutputAs<string>());
    }

    [Fact]
    public async Task An_instance_whose_function_is_gone_fails_with_its_name()
    {
        var instance = await RunAsync(typeof(Gone));
        Assert.Contains("'Changing' does not exist", instance.FailureDetails!.ErrorMessage, StringComparison.Ordinal);
    }
}
