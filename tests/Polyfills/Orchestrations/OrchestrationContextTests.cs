using AppleAnalytics.Polyfills.Tests.Fakes;
using Microsoft.DurableTask;

namespace AppleAnalytics.Polyfills.Tests.Orchestrations;

public sealed class OrchestrationContextTests
{
    private readonly FakeOrchestrationContext _context = new();

    [Fact]
    public async Task CallOverloads_OptionsAsSecondArgument_AreOptionsAndNotInput()
    {
        var options = new TaskOptions(tags: new Dictionary<string, string> { ["a"] = "b" });

        await _context.CallActivityAsync("A", options);
        await _context.CallActivityAsync<int>("A", options);
        await _context.CallActivityAsync("A", 5);
        await _context.CallSubOrchestratorAsync("C", options);
        await _context.CallSubOrchestratorAsync<int>("C", options);
        await _context.CallSubOrchestratorAsync("C", 5);

        Assert.Equal(
            [
                "activity<Object> A input=null tags=1",
                "activity<Int32> A input=null tags=1",
                "activity<Object> A input=5 tags=",
                "child<Object> C input=null tags=1",
                "child<Int32> C input=null tags=1",
                "child<Object> C input=5 tags=",
            ],
            _context.Calls);
    }

    [Fact]
    public void CreateTimer_Delay_CountsFromTheOrchestrationsClock()
    {
        var timer = _context.CreateTimer(TimeSpan.FromMinutes(2), CancellationToken.None);

        Assert.False(timer.IsCompleted);
        Assert.Equal(["timer 2026-01-02T03:06:05"], _context.Calls);
    }

    [Fact]
    public void ContinueAsNew_Options_PreserveEventsUnlessToldOtherwise()
    {
        _context.ContinueAsNew(new ContinueAsNewOptions { NewInput = 1 });
        _context.ContinueAsNew(new ContinueAsNewOptions { PreserveUnprocessedEvents = false });

        Assert.Equal(["continue 1 True", "continue null False"], _context.Calls);
    }

    [Fact]
    public async Task WaitForExternalEvent_EventFirst_ReturnsItAndCancelsTheTimer()
    {
        var waiting = _context.WaitForExternalEvent<string>("go", TimeSpan.FromMinutes(1));
        _context.Event.SetResult("now");

        Assert.Equal("now", await waiting);
        Assert.Equal(["timer 2026-01-02T03:05:05", "event go", "timer cancelled"], _context.Calls);
    }

    [Fact]
    public async Task WaitForExternalEvent_TimerFirst_IsCancelled()
    {
        var waiting = _context.WaitForExternalEvent<string>("go", TimeSpan.FromMinutes(1), CancellationToken.None);
        _context.Timer.SetResult();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
    }

    [Fact]
    public async Task WaitForExternalEvent_CallerCancels_IsCancelledAndSoIsTheTimer()
    {
        using var cancellation = new CancellationTokenSource();
        var waiting = _context.WaitForExternalEvent<string>("go", TimeSpan.FromMinutes(1), cancellation.Token);

        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        Assert.Contains("timer cancelled", _context.Calls);
    }

    [Theory]
    [InlineData("", "", 0)]
    [InlineData("", "1.0", -1)]
    [InlineData("1.0", "", 1)]
    [InlineData("1.10", "1.9", 1)]
    [InlineData("1.0", "1.0", 0)]
    [InlineData("alpha", "BETA", -1)]
    public void CompareVersions_ComparesNumbersAsNumbers(string source, string other, int sign) =>
        Assert.Equal(sign, Math.Sign(Microsoft.DurableTask.Abstractions.TaskOrchestrationVersioningUtils.CompareVersions(source, other)));

    [Fact]
    public void Version_OfAnUnversionedOrchestration_IsBelowEveryVersion()
    {
        Assert.Equal("", _context.Version);
        Assert.Empty(_context.Properties);
        Assert.True(_context.CompareVersionTo("1.0") < 0);
    }
}
