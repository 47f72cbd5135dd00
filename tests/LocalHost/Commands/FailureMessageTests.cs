using AppleAnalytics.Lake;
using AppleAnalytics.LocalHost.Commands;

namespace AppleAnalytics.LocalHost.Tests.Commands;

public sealed class FailureMessageTests : IDisposable
{
    readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    public static TheoryData<Exception, int, string> Failures => new()
    {
        { new UserMistakeException("Do that."), ExitCodes.UserMistake, "Do that." },
        { new ConfigurationException("Set that."), ExitCodes.UserMistake, "Set that." },
        { new RunFailedException("It ended."), ExitCodes.Failure, "It ended." },
        { new LakeException("It is broken; mend it."), ExitCodes.Failure, "It is broken; mend it." },
        { new TransientLakeException("It is away now."), ExitCodes.Failure, "It is away now." },
        { new OperationCanceledException(), ExitCodes.Interrupted, "Interrupted; the same command takes up where it stopped." },
    };

    [Theory]
    [MemberData(nameof(Failures))]
    public async Task WriteAsync_ExpectedFailure_IsItsSentenceAlone(Exception failure, int expected, string sentence)
    {
        using var error = new StringWriter();

        Assert.Equal(expected, await FailureMessage.WriteAsync(failure, error, verbose: false, logFile: null));
        Assert.Equal(sentence, error.ToString().TrimEnd());
    }

    [Fact]
    public async Task WriteAsync_UnexpectedFailure_NamesTheLogThatHoldsTheDetails()
    {
        using var error = new StringWriter();
        var log = _directory["localhost.log"];

        var exitCode = await FailureMessage.WriteAsync(new InvalidCastException("First line.\nSecond line."), error, verbose: false, log);

        Assert.Equal(ExitCodes.Failure, exitCode);
        Assert.Equal($"Unexpected InvalidCastException: First line. (details are in {log})", error.ToString().TrimEnd());
        Assert.Contains("Second line.", await File.ReadAllTextAsync(log), StringComparison.Ordinal);
    }

    [Fact]
    public async Task WriteAsync_Verbose_ShowsTheWholeFailure()
    {
        using var error = new StringWriter();

        await FailureMessage.WriteAsync(new InvalidCastException("First line.\nSecond line."), error, verbose: true, logFile: null);

        Assert.Contains("Second line.", error.ToString(), StringComparison.Ordinal);
    }
}
