using AppleAnalytics.Polyfills.Tests.Fakes;
using Microsoft.Extensions.Logging;

namespace AppleAnalytics.Polyfills.Tests.Orchestrations;

public sealed class ReplaySafeLoggerTests
{
    private readonly RecordingLoggerFactory _sink = new();

    [Fact]
    public void Log_WhileReplaying_IsDropped()
    {
        var context = new FakeOrchestrationContext(_sink);
        var logger = context.CreateReplaySafeLogger("Run");

        context.Replaying = true;
        logger.LogInformation("first");
        context.Replaying = false;
        logger.LogInformation("second");

        Assert.Equal(["Run: second"], _sink.Lines);
    }

    [Fact]
    public void CreateReplaySafeLogger_EveryOverload_NamesItsCategory()
    {
        var context = new FakeOrchestrationContext(_sink);

        context.CreateReplaySafeLogger("text").LogInformation("1");
        context.CreateReplaySafeLogger(typeof(ReplaySafeLoggerTests)).LogInformation("2");
        context.CreateReplaySafeLogger<ReplaySafeLoggerTests>().LogInformation("3");
        context.ReplaySafeLoggerFactory.CreateLogger("factory").LogInformation("4");

        var type = typeof(ReplaySafeLoggerTests).FullName;
        Assert.Equal(["text: 1", $"{type}: 2", $"{type}: 3", "factory: 4"], _sink.Lines);
    }

    [Fact]
    public void Factory_OfAWrappedContext_StillFollowsBothContexts()
    {
        var inner = new FakeOrchestrationContext(_sink);
        var outer = new FakeOrchestrationContext(inner.ReplaySafeLoggerFactory);
        var logger = outer.CreateReplaySafeLogger("Run");

        outer.Replaying = true;
        logger.LogInformation("dropped");
        outer.Replaying = false;
        logger.LogInformation("kept");

        Assert.Equal(["Run: kept"], _sink.Lines);
    }

    [Fact]
    public void Factory_RefusesProvidersAndOutlivesDispose()
    {
        var factory = new FakeOrchestrationContext(_sink).ReplaySafeLoggerFactory;

        Assert.Throws<NotSupportedException>(() => factory.AddProvider(null!));
        factory.Dispose();
        factory.CreateLogger("still").LogInformation("here");

        Assert.Equal(["still: here"], _sink.Lines);
    }
}
