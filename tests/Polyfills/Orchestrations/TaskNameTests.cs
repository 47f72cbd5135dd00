using Microsoft.DurableTask;

namespace AppleAnalytics.Polyfills.Tests.Orchestrations;

public sealed class TaskNameTests
{
    [Fact]
    public void TaskName_ComparesWithoutCaseAndConvertsBothWays()
    {
        TaskName name = "DailyRun";
        string text = name;

        Assert.Equal("DailyRun", text);
        Assert.Equal("DailyRun", name.ToString());
        Assert.True(name == new TaskName("dailyrun"));
        Assert.True(name != new TaskName("AppRun"));
        Assert.Equal(name.GetHashCode(), new TaskName("DAILYRUN").GetHashCode());
        Assert.Equal(default, (TaskName)"");
    }

    [Fact]
    public void TaskVersion_NoneIsEmptyAndBlankIsRefused()
    {
        Assert.Equal("", TaskVersion.Unversioned.Version);
        Assert.Equal(TaskVersion.Unversioned, new TaskVersion(null));
        Assert.Equal(TaskVersion.Unversioned, new TaskVersion(""));
        Assert.True(new TaskVersion("v1") == new TaskVersion("V1"));
        Assert.Throws<ArgumentException>(() => new TaskVersion(" "));
    }
}
