using System.Text.Json;
using AppleAnalytics.Polyfills.Tests.Fakes;
using DurableTask.Core;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Client.Entities;
using Microsoft.DurableTask.Converters;
using Microsoft.DurableTask.Entities;
using Microsoft.Extensions.Logging;
using CoreTaskFailedException = DurableTask.Core.Exceptions.TaskFailedException;
using TaskEntityDispatcher = Microsoft.Azure.Functions.Worker.TaskEntityDispatcher;

namespace AppleAnalytics.Polyfills.Tests.Probe;

/// <summary>
/// What a host of ours needs to subclass, construct and call from outside. The same steps were run against the official
/// assemblies; <c>expected.txt</c> is what they printed there.
/// </summary>
internal static class OfficialApiProbe
{
    public static async Task RunAsync(TextWriter output)
    {
        await EntityAsync(output);
        Retries(output);
        await ClientAsync(output);
        await MetadataAsync(output);
        Orchestration(output);
    }

    private static async Task EntityAsync(TextWriter output)
    {
        var state = new FakeEntityState();
        ITaskEntity entity = new Counter();
        await output.WriteLineAsync($"entity add -> {await entity.RunAsync(new FakeEntityOperation("ADD", "5", state))} state={state.Json}");
        await output.WriteLineAsync($"entity add -> {await entity.RunAsync(new FakeEntityOperation("add", "7", state))} state={state.Json}");

        // An operation parameter is taken for the input, so it cannot be bound.
        var error = await Assert.ThrowsAsync<JsonException>(
            async () => await entity.RunAsync(new FakeEntityOperation("withop", "7", state)));
        await output.WriteLineAsync($"entity TaskEntityOperation param: {error.GetType().Name} {error.Message.Split('\n')[0]}");

        await entity.RunAsync(new FakeEntityOperation("delete", null, state));
        await output.WriteLineAsync($"delete -> HasState {state.HasState}");
    }

    private static void Retries(TextWriter output)
    {
        var policy = new RetryPolicy(3, TimeSpan.FromSeconds(1)) { HandleFailure = failure => failure.IsCausedBy<TimeoutException>() };
        var details = new TaskFailureDetails("System.TimeoutException", "m", null, null, null);
        var error = Assert.ThrowsAny<Exception>(() => policy.Handle(new TaskFailedException("a", 1, details)));
        output.WriteLine($"Handle(public TaskFailedException): {error.GetType().Name}");

        static CoreTaskFailedException Failed(string type) => new(0, 1, "a", "", "m", null!)
        {
            FailureDetails = new FailureDetails(type, "m", null, null, false),
        };
        output.WriteLine(
            $"Handle(core) timeout={policy.Handle(Failed("System.TimeoutException"))} other={policy.Handle(Failed("System.FormatException"))}");
    }

    private static async Task ClientAsync(TextWriter output)
    {
        DurableTaskClient client = new FakeClient();
        var error = Assert.ThrowsAny<Exception>(() => client.CreateHttpManagementPayload("x"));
        await output.WriteLineAsync($"CreateHttpManagementPayload(id) with own client: {error.GetType().Name}");

        var request = new FakeHttpRequest(FakeFunctionContext.WithSerializer());
        await output.WriteLineAsync($"payload(request) -> {client.CreateHttpManagementPayload("a:b", request).StatusQueryGetUri}");

        var response = await client.CreateCheckStatusResponseAsync(request, "a:b");
        await output.WriteLineAsync($"{(int)response.StatusCode} {FakeHttpResponse.TextOf(response)[..60]}");
    }

    private static async Task MetadataAsync(TextWriter output)
    {
        var metadata = new OrchestrationMetadata("n", "i")
        {
            RuntimeStatus = OrchestrationRuntimeStatus.Pending,
            SerializedCustomStatus = """{"Phase":"x"}""",
            DataConverter = JsonDataConverter.Default,
        };
        await output.WriteLineAsync($"IsRunning(Pending)={metadata.IsRunning} {metadata.ReadCustomStatusAs<JsonElement>()}");

        var entity = new EntityMetadata<int>(new EntityInstanceId("A", "k"), 3) { LastModifiedTime = DateTimeOffset.UtcNow };
        await output.WriteLineAsync($"{entity.State} {entity.Id}");

        var pages = Pageable.Create<OrchestrationMetadata>(
            (token, size, cancellation) => Task.FromResult(new Page<OrchestrationMetadata>([metadata], null)));
        await foreach (var found in pages)
        {
            await output.WriteLineAsync($"page {found.InstanceId}");
        }
    }

    private static void Orchestration(TextWriter output)
    {
        TaskOrchestrationContext context = new FakeOrchestrationContext { Replaying = true };
        context.CreateReplaySafeLogger("x").LogInformation("hi");
        output.WriteLine($"version '{context.Version}' GetFunctionContext null={context.GetFunctionContext() is null}");
        output.WriteLine(new StartOrchestrationOptions("id").WithDedupeStatuses(OrchestrationRuntimeStatus.Running).DedupeStatuses![0]);
        output.WriteLine($"{typeof(TaskEntityDispatcher).GetConstructors().Length} public ctors on TaskEntityDispatcher");
    }

    private sealed class Counter : TaskEntity<int>
    {
        public int Add(int amount) => State += amount;

        public string WithOp(TaskEntityOperation operation) => operation.Name;
    }
}
