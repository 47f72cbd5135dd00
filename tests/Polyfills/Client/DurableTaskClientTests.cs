using AppleAnalytics.Polyfills.Tests.Fakes;
using DurableTask.Core.Exceptions;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace AppleAnalytics.Polyfills.Tests.Client;

public sealed class DurableTaskClientTests
{
    private readonly FakeClient _client = new();

    [Fact]
    public async Task ShortOverloads_ForwardToTheAbstractOnes()
    {
        using var source = new CancellationTokenSource();
        var token = source.Token;

        await _client.ScheduleNewOrchestrationInstanceAsync("Run", token);
        await _client.ScheduleNewOrchestrationInstanceAsync("Run", 5, token);
        await _client.ScheduleNewOrchestrationInstanceAsync("Run", new StartOrchestrationOptions("id"), token);
        await _client.RaiseEventAsync("i", "go", token);
        await _client.WaitForInstanceStartAsync("i", token);
        await _client.WaitForInstanceCompletionAsync("i", token);
        await _client.SuspendInstanceAsync("i", token);
        await _client.ResumeInstanceAsync("i", token);
        await _client.GetInstanceAsync("i", token);
        await _client.GetInstanceAsync("i", true, token);
        await _client.GetInstancesAsync("i", token);

        Assert.Equal(
            [
                "schedule Run input=null id= token=True",
                "schedule Run input=5 id= token=True",
                "schedule Run input=null id=id token=True",
                "raise i go payload=null token=True",
                "start i False token=True",
                "completion i False token=True",
                "suspend i null token=True",
                "resume i null token=True",
                "get i False token=True",
                "get i True token=True",
                "get i False token=True",
            ],
            _client.Calls);
    }

    [Fact]
    public async Task WhatAClientDoesNotOverride_IsNotSupported()
    {
        await Assert.ThrowsAsync<NotSupportedException>(() => _client.TerminateInstanceAsync("i", CancellationToken.None));
        await Assert.ThrowsAsync<NotSupportedException>(() => _client.TerminateInstanceAsync("i", (object?)"why"));
        await Assert.ThrowsAsync<NotSupportedException>(() => _client.PurgeInstanceAsync("i", CancellationToken.None));
        await Assert.ThrowsAsync<NotSupportedException>(
            () => _client.PurgeAllInstancesAsync(new PurgeInstancesFilter(), CancellationToken.None));
        await Assert.ThrowsAsync<NotSupportedException>(() => _client.PurgeInstancesAsync(null, null));
        await Assert.ThrowsAsync<NotSupportedException>(() => _client.RestartAsync("i"));
        await Assert.ThrowsAsync<NotSupportedException>(() => _client.RewindInstanceAsync("i", "why"));
        await Assert.ThrowsAsync<NotSupportedException>(() => _client.ListInstanceIdsAsync());
        Assert.Throws<NotSupportedException>(() => _client.Entities);
    }

    [Fact]
    public async Task AlreadyExists_IsAnInvalidOperation() =>
        await Assert.ThrowsAsync<OrchestrationAlreadyExistsException>(
            () => _client.ScheduleNewOrchestrationInstanceAsync("Run", new StartOrchestrationOptions("taken")));

    [Fact]
    public void PurgeResult_CountsFromZero()
    {
        Assert.Equal(2, new PurgeResult(2, true).PurgedInstanceCount);
        Assert.Null(new PurgeResult(0).IsComplete);
        Assert.Throws<ArgumentException>(() => new PurgeResult(-1));
    }
}
