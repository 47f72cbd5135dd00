using System.Globalization;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Converters;

namespace AppleAnalytics.Polyfills.Tests.Client;

public sealed class OrchestrationMetadataTests
{
    [Theory]
    [InlineData(OrchestrationRuntimeStatus.Pending, false, false)]
    [InlineData(OrchestrationRuntimeStatus.Running, true, false)]
    [InlineData(OrchestrationRuntimeStatus.Suspended, false, false)]
    [InlineData(OrchestrationRuntimeStatus.Completed, false, true)]
    [InlineData(OrchestrationRuntimeStatus.Failed, false, true)]
    [InlineData(OrchestrationRuntimeStatus.Terminated, false, true)]
    public void Status_RunningAndCompleted(OrchestrationRuntimeStatus status, bool running, bool completed)
    {
        var metadata = new OrchestrationMetadata("n", "i") { RuntimeStatus = status };
        Assert.Equal((running, completed), (metadata.IsRunning, metadata.IsCompleted));
    }

    [Fact]
    public void Read_FetchedWithPayloads_UsesTheConverter()
    {
        var metadata = new OrchestrationMetadata("n", "i")
        {
            DataConverter = JsonDataConverter.Default,
            SerializedInput = "1",
            SerializedOutput = "2",
        };

        Assert.Equal(1, metadata.ReadInputAs<int>());
        Assert.Equal(2, metadata.ReadOutputAs<int>());
        Assert.Null(metadata.ReadCustomStatusAs<string>());
    }

    [Fact]
    public void Read_FetchedWithoutPayloads_SaysSo()
    {
        var metadata = new OrchestrationMetadata("n", "i") { SerializedInput = "1" };

        var error = Assert.Throws<InvalidOperationException>(() => metadata.ReadInputAs<int>());
        Assert.Contains("ReadInputAs", error.Message, StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(() => metadata.ReadOutputAs<int>());
        Assert.Throws<InvalidOperationException>(() => metadata.ReadCustomStatusAs<int>());
    }

    [Fact]
    public void ToString_ShortensLongPayloads()
    {
        var at = DateTimeOffset.Parse("2026-01-02T03:04:05Z", CultureInfo.InvariantCulture);
        var metadata = new OrchestrationMetadata("Run", "id")
        {
            RuntimeStatus = OrchestrationRuntimeStatus.Failed,
            CreatedAt = at,
            LastUpdatedAt = at,
            SerializedInput = new string('x', 60),
            FailureDetails = new TaskFailureDetails("T", "m", null, null, null),
        };

        Assert.Equal(
            "[Name: 'Run', ID: 'id', RuntimeStatus: Failed, CreatedAt: 2026-01-02T03:04:05, LastUpdatedAt: 2026-01-02T03:04:05, "
            + $"Input: '{new string('x', 50)}...', FailureDetails: 'T - m']",
            metadata.ToString());
    }
}
