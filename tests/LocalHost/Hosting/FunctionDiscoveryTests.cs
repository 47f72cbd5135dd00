using AppleAnalytics.LocalHost.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Entities;

namespace AppleAnalytics.LocalHost.Tests.Hosting;

public sealed class FunctionDiscoveryTests
{
    internal sealed class Fine
    {
        [Function("FineOrchestration")]
        public string Orchestration([OrchestrationTrigger] TaskOrchestrationContext context, string? input) => input ?? "";

        [Function("FineActivity")]
        public static Task Activity([ActivityTrigger] int input, FunctionContext context, [DurableClient] DurableTaskClient client, CancellationToken cancellation) =>
            Task.CompletedTask;
    }

    internal sealed class CancellableOrchestration
    {
        [Function("Bad")]
        public void Run([OrchestrationTrigger] TaskOrchestrationContext context, CancellationToken cancellation)
        {
        }
    }

    internal sealed class TwoInputs
    {
        [Function("Bad")]
        public void Run([OrchestrationTrigger] TaskOrchestrationContext context, int a, int b)
        {
        }
    }

    internal sealed class NoTrigger
    {
        [Function("Bad")]
        public void Run(int a)
        {
        }
    }

    internal sealed class MvcResult
    {
        [Function("Bad")]
        public IActionResult Run([HttpTrigger(AuthorizationLevel.Anonymous)] HttpRequest request) => new OkResult();
    }

    internal sealed class UnknownParameter
    {
        [Function("Bad")]
        public IResult Run([HttpTrigger(AuthorizationLevel.Anonymous)] HttpRequest request, Stream body) => Results.Ok();
    }

    internal sealed class WrongClient
    {
        [Function("Bad")]
        public void Run([ActivityTrigger] int input, [DurableClient] object client)
        {
        }
    }

    internal sealed class DuplicateName
    {
        [Function("FINEactivity")]
        public void Run([ActivityTrigger] int input)
        {
        }
    }

    internal sealed class DetachedEntity
    {
        [Function("Bad")]
        public Task Run([EntityTrigger] TaskEntityDispatcher dispatcher) => Task.CompletedTask;
    }

    internal sealed class GreedyEntity : TaskEntity<int>
    {
        [Function("Bad")]
        public Task Run([EntityTrigger] TaskEntityDispatcher dispatcher) => dispatcher.DispatchAsync<GreedyEntity>();

        public void Add(int a, int b) => State += a + b;
    }

    internal sealed class OverloadedEntity : TaskEntity<int>
    {
        [Function("Bad")]
        public Task Run([EntityTrigger] TaskEntityDispatcher dispatcher) => dispatcher.DispatchAsync<OverloadedEntity>();

        public void Add(int a) => State += a;

        public void Add(int a, TaskEntityContext context) => State += a;
    }

    internal sealed class OperationEntity : TaskEntity<int>
    {
        [Function("Bad")]
        public Task Run([EntityTrigger] TaskEntityDispatcher dispatcher) => dispatcher.DispatchAsync<OperationEntity>();

        public void Add(TaskEntityOperation operation) => State++;
    }

    private static IReadOnlyList<FunctionMethod> Find(params Type[] types) => FunctionDiscovery.Find(typeof(FunctionDiscoveryTests).Assembly, types.Contains);

    [Fact]
    public void Functions_are_found_with_their_kind()
    {
        var functions = Find(typeof(Fine));
        Assert.Equal([("FineActivity", FunctionKind.Activity), ("FineOrchestration", FunctionKind.Orchestration)], functions.Select(f => (f.Name, f.Kind)));
    }

    [Theory]
    [InlineData(typeof(CancellableOrchestration), "'cancellation' of type CancellationToken cannot be bound")]
    [InlineData(typeof(TwoInputs), "more than one input")]
    [InlineData(typeof(NoTrigger), "it has 0 triggers")]
    [InlineData(typeof(MvcResult), "must return IResult or HttpResponseData")]
    [InlineData(typeof(UnknownParameter), "'body' of type Stream cannot be bound")]
    [InlineData(typeof(WrongClient), "is not a DurableTaskClient")]
    [InlineData(typeof(DetachedEntity), "must itself be the entity")]
    [InlineData(typeof(GreedyEntity), "'Add' has 2 inputs")]
    [InlineData(typeof(OverloadedEntity), "'Add' has overloads")]
    [InlineData(typeof(OperationEntity), "takes a TaskEntityOperation")]
    public void What_the_local_host_cannot_run_is_refused_in_one_sentence(Type type, string why)
    {
        var error = Assert.Throws<NotSupportedException>(() => Find(type));
        Assert.StartsWith("The local host cannot run the function 'Bad': ", error.Message, StringComparison.Ordinal);
        Assert.Contains(why, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_functions_of_one_name_are_refused()
    {
        var error = Assert.Throws<NotSupportedException>(() => Find(typeof(Fine), typeof(DuplicateName)));
        Assert.Contains("Two functions have the name", error.Message, StringComparison.Ordinal);
    }
}
