using DurableTask.Core.Exceptions;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace AppleAnalytics.LocalHost.Tests.Engine;

public sealed class ControlTests
{
    internal sealed class Functions(Notes notes)
    {
        [Function(nameof(Wait))]
        public Task<string> Wait([OrchestrationTrigger] TaskOrchestrationContext context) => context.WaitForExternalEvent<string>("go");

        [Function(nameof(Parent))]
        public Task<string> Parent([OrchestrationTrigger] TaskOrchestrationContext context) =>
            context.CallSubOrchestratorAsync<string>(nameof(Wait), null, new SubOrchestrationOptions(instanceId: context.InstanceId + ":child"));

        [Function(nameof(Work))]
        public async Task<string> Work([ActivityTrigger] string input)
        {
            await notes.PassAsync("work");
            return input + " done";
        }

        [Function(nameof(Worker))]
        public Task<string> Worker([OrchestrationTrigger] TaskOrchestrationContext context, string input) =>
            context.CallActivityAsync<string>(nameof(Work), input);

        [Function(nameof(Echo))]
        public string Echo([OrchestrationTrigger] TaskOrchestrationContext context, string input) => $"{input} at {context.CurrentUtcDateTime:HH:mm}";
    }

    private static StartOrchestrationOptions Id(string id) => new(id);

    [Fact]
    public async Task A_suspended_orchestration_does_nothing_until_it_is_resumed()
    {
        await using var sandbox = await Sandbox.StartAsync(typeof(Functions));
        await sandbox.Client.ScheduleNewOrchestrationInstanceAsync(nameof(Functions.Worker), "x", Id("w"));
        await sandbox.Notes.ReachedAsync("work");
        await sandbox.Client.SuspendInstanceAsync("w", "lunch");
        sandbox.Notes.Open("work");
        await sandbox.Host.WhenIdleAsync();
        Assert.Equal(OrchestrationRuntimeStatus.Suspended, (await sandbox.Client.GetInstanceAsync("w"))!.RuntimeStatus);

        await sandbox.StopHostAsync();
        await sandbox.StartHostAsync();
        await sandbox.Client.ResumeInstanceAsync("w");
        var instance = await sandbox.Client.WaitForInstanceCompletionAsync("w", true);
        Assert.Equal("x done", instance.ReadOutputAs<string>());
    }

    [Fact]
    public async Task A_terminated_orchestration_ends_with_the_given_output_and_drops_late_results()
    {
        await using var sandbox = await Sandbox.StartAsync(typeof(Functions));
        await sandbox.Client.ScheduleNewOrchestrationInstanceAsync(nameof(Functions.Worker), "x", Id("w"));
        await sandbox.Notes.ReachedAsync("work");
        await sandbox.Client.TerminateInstanceAsync("w", "enough");
        sandbox.Notes.Open("work");
        await sandbox.Host.WhenIdleAsync();
        var instance = (await sandbox.Client.GetInstanceAsync("w", true))!;
        Assert.Equal((OrchestrationRuntimeStatus.Terminated, "enough"), (instance.RuntimeStatus, instance.ReadOutputAs<string>()));
        await Assert.ThrowsAsync<InvalidOperationException>(() => sandbox.Client.RaiseEventAsync("w", "go", "x"));
    }

    [Theory]
    [InlineData(false, OrchestrationRuntimeStatus.Running)]
    [InlineData(true, OrchestrationRuntimeStatus.Terminated)]
    public async Task Terminating_takes_the_children_along_when_asked_to(bool recursive, OrchestrationRuntimeStatus child)
    {
        await using var sandbox = await Sandbox.StartAsync(typeof(Functions));
        await sandbox.Client.ScheduleNewOrchestrationInstanceAsync(nameof(Functions.Parent), null, Id("p"));
        await sandbox.Host.WhenIdleAsync();
        await sandbox.Client.TerminateInstanceAsync("p", new TerminateInstanceOptions(Recursive: recursive));
        Assert.Equal(child, (await sandbox.Client.GetInstanceAsync("p:child"))!.RuntimeStatus);
    }

    [Fact]
    public async Task A_parent_sees_a_terminated_child_as_failed()
    {
        await using var sandbox = await Sandbox.StartAsync(typeof(Functions));
        await sandbox.Client.ScheduleNewOrchestrationInstanceAsync(nameof(Functions.Parent), null, Id("p"));
        await sandbox.Host.WhenIdleAsync();
        await sandbox.Client.TerminateInstanceAsync("p:child");
        var parent = await sandbox.Client.WaitForInstanceCompletionAsync("p");
        Assert.Contains("was terminated", parent.FailureDetails!.ErrorMessage, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_running_id_is_not_taken_again_and_a_finished_one_is()
    {
        await using var sandbox = await Sandbox.StartAsync(typeof(Functions));
        await sandbox.Client.ScheduleNewOrchestrationInstanceAsync(nameof(Functions.Wait), null, Id("one"));
        await Assert.ThrowsAsync<OrchestrationAlreadyExistsException>(
            () => sandbox.Client.ScheduleNewOrchestrationInstanceAsync(nameof(Functions.Wait), null, Id("one")));
        await sandbox.Client.RaiseEventAsync("one", "go", "first");
        await sandbox.Client.WaitForInstanceCompletionAsync("one");
        await sandbox.Client.ScheduleNewOrchestrationInstanceAsync(nameof(Functions.Wait), null, Id("one"));
        await sandbox.Client.RaiseEventAsync("one", "go", "second");
        Assert.Equal("second", (await sandbox.Client.WaitForInstanceCompletionAsync("one", true)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Dedupe_statuses_decide_which_instance_may_be_replaced()
    {
        await using var sandbox = await Sandbox.StartAsync(typeof(Functions));
        await sandbox.RunAsync(nameof(Functions.Echo), "a", "e");
        await Assert.ThrowsAsync<OrchestrationAlreadyExistsException>(() => sandbox.Client.ScheduleNewOrchestrationInstanceAsync(
            nameof(Functions.Echo), "b", Id("e").WithDedupeStatuses(OrchestrationRuntimeStatus.Completed)));
        await sandbox.Client.ScheduleNewOrchestrationInstanceAsync(nameof(Functions.Wait), null, Id("w"));
        await sandbox.Host.WhenIdleAsync();
        await sandbox.Client.ScheduleNewOrchestrationInstanceAsync(
            nameof(Functions.Echo), "replaced", Id("w").WithDedupeStatuses(OrchestrationRuntimeStatus.Pending));
        Assert.StartsWith("replaced", (await sandbox.Client.WaitForInstanceCompletionAsync("w", true)).ReadOutputAs<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_many_starts_at_once_with_one_id_one_wins()
    {
        await using var sandbox = await Sandbox.StartAsync(typeof(Functions));
        var options = Id("single").WithDedupeStatuses(
            OrchestrationRuntimeStatus.Pending, OrchestrationRuntimeStatus.Running, OrchestrationRuntimeStatus.Suspended);
        var starts = Enumerable.Range(0, 20)
            .Select(_ => Task.Run(() => sandbox.Client.ScheduleNewOrchestrationInstanceAsync(nameof(Functions.Wait), null, options)))
            .ToList();
        var refused = 0;
        foreach (var start in starts)
        {
            try
            {
                await start;
            }
            catch (OrchestrationAlreadyExistsException)
            {
                refused++;
            }
        }

        Assert.Equal(19, refused);
    }

    [Fact]
    public async Task A_delayed_start_waits_as_pending()
    {
        await using var sandbox = await Sandbox.StartAsync(typeof(Functions));
        sandbox.Clock.Horizon = Sandbox.Epoch;
        await sandbox.Client.ScheduleNewOrchestrationInstanceAsync(
            nameof(Functions.Echo), "late", new StartOrchestrationOptions("s", Sandbox.Epoch.AddHours(3)));
        await sandbox.Host.WhenIdleAsync();
        Assert.Equal(OrchestrationRuntimeStatus.Pending, (await sandbox.Client.GetInstanceAsync("s"))!.RuntimeStatus);
        sandbox.Clock.Advance(TimeSpan.FromHours(4));
        Assert.Equal("late at 12:00", (await sandbox.Client.WaitForInstanceCompletionAsync("s", true)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Purging_forgets_instances_that_have_ended_and_no_others()
    {
        await using var sandbox = await Sandbox.StartAsync(typeof(Functions));
        await sandbox.RunAsync(nameof(Functions.Echo), "a", "done-1");
        await sandbox.RunAsync(nameof(Functions.Echo), "a", "done-2");
        await sandbox.Client.ScheduleNewOrchestrationInstanceAsync(nameof(Functions.Wait), null, Id("running"));
        await sandbox.Host.WhenIdleAsync();
        Assert.Equal(0, (await sandbox.Client.PurgeInstanceAsync("running")).PurgedInstanceCount);
        Assert.Equal(1, (await sandbox.Client.PurgeInstanceAsync("done-1")).PurgedInstanceCount);
        var filter = new PurgeInstancesFilter(CreatedTo: Sandbox.Epoch, Statuses: [OrchestrationRuntimeStatus.Completed]);
        Assert.Equal(1, (await sandbox.Client.PurgeAllInstancesAsync(filter)).PurgedInstanceCount);
        Assert.Null(await sandbox.Client.GetInstanceAsync("done-2"));
        Assert.NotNull(await sandbox.Client.GetInstanceAsync("running"));
    }

    [Fact]
    public async Task A_restart_runs_the_same_input_again()
    {
        await using var sandbox = await Sandbox.StartAsync(typeof(Functions));
        await sandbox.RunAsync(nameof(Functions.Echo), "again", "r");
        Assert.Equal("r", await sandbox.Client.RestartAsync("r"));
        var other = await sandbox.Client.RestartAsync("r", restartWithNewInstanceId: true);
        Assert.StartsWith("again", (await sandbox.Client.WaitForInstanceCompletionAsync(other, true)).ReadOutputAs<string>(), StringComparison.Ordinal);
        await Assert.ThrowsAsync<ArgumentException>(() => sandbox.Client.RestartAsync("nobody"));
        await Assert.ThrowsAsync<NotSupportedException>(() => sandbox.Client.RewindInstanceAsync("r", "why"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("a/b")]
    [InlineData("a\\b")]
    [InlineData("a#b")]
    [InlineData("a?b")]
    [InlineData("@a")]
    public async Task An_id_against_the_rules_is_refused(string id)
    {
        await using var sandbox = await Sandbox.StartAsync(typeof(Functions));
        await Assert.ThrowsAsync<ArgumentException>(() => sandbox.Client.ScheduleNewOrchestrationInstanceAsync(nameof(Functions.Wait), null, Id(id)));
        await Assert.ThrowsAsync<ArgumentException>(() => sandbox.Client.ScheduleNewOrchestrationInstanceAsync(nameof(Functions.Wait), null, Id(new string('x', 101))));
    }

    [Fact]
    public async Task Instances_are_listed_by_prefix_and_status_oldest_first_page_by_page()
    {
        await using var sandbox = await Sandbox.StartAsync(typeof(Functions));
        foreach (var id in new[] { "run-3", "run-1", "other", "run-2" })
        {
            await sandbox.RunAsync(nameof(Functions.Echo), id, id);
            sandbox.Clock.Advance(TimeSpan.FromMinutes(1));
        }

        await sandbox.Client.ScheduleNewOrchestrationInstanceAsync(nameof(Functions.Wait), null, Id("run-4"));
        var query = new OrchestrationQuery(InstanceIdPrefix: "run-", Statuses: [OrchestrationRuntimeStatus.Completed], PageSize: 2, FetchInputsAndOutputs: true);
        var pages = new List<string[]>();
        await foreach (var page in sandbox.Client.GetAllInstancesAsync(query).AsPages())
        {
            pages.Add([.. page.Values.Select(i => i.ReadInputAs<string>()!)]);
        }

        Assert.Equal([["run-3", "run-1"], ["run-2"]], pages);
    }

    [Fact]
    public async Task Paging_goes_on_when_the_last_instance_of_a_page_is_purged()
    {
        await using var sandbox = await Sandbox.StartAsync(typeof(Functions));
        foreach (var id in new[] { "a", "b", "c", "d", "e" })
        {
            await sandbox.RunAsync(nameof(Functions.Echo), id, id);
        }

        var seen = new List<string>();
        await foreach (var page in sandbox.Client.GetAllInstancesAsync(new OrchestrationQuery(PageSize: 2)).AsPages())
        {
            seen.AddRange(page.Values.Select(i => i.InstanceId));
            await sandbox.Client.PurgeInstanceAsync(page.Values[^1].InstanceId);
        }

        Assert.Equal(["a", "b", "c", "d", "e"], seen);
    }

    [Fact]
    public async Task Watching_an_instance_gives_its_states_until_it_has_ended()
    {
        await using var sandbox = await Sandbox.StartAsync(typeof(Functions));
        await sandbox.Client.ScheduleNewOrchestrationInstanceAsync(nameof(Functions.Wait), null, Id("w"));
        var last = OrchestrationRuntimeStatus.Pending;
        await foreach (var state in sandbox.Host.WatchAsync("w"))
        {
            last = state.RuntimeStatus;
            if (last is OrchestrationRuntimeStatus.Running)
            {
                await sandbox.Client.RaiseEventAsync("w", "go", "x");
            }
        }

        Assert.Equal(OrchestrationRuntimeStatus.Completed, last);
    }
}
