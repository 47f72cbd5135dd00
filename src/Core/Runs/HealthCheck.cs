using AppleAnalytics.Lake;
using AppleAnalytics.Security;
using Microsoft.Extensions.Logging;

namespace AppleAnalytics.Runs;

/// <summary>Tries what every run needs: reading the lake and the App Store Connect key. Asks Apple nothing. What is wrong in detail goes to the log.</summary>
public sealed partial class HealthCheck(RunReportPublisher reports, AppleKeySource key, ILogger<HealthCheck> log)
{
    const string Ok = "ok";

    /// <summary>Tries it.</summary>
    public async Task<HealthReport> RunAsync(CancellationToken cancellationToken = default)
    {
        var (lake, last) = await LakeAsync(cancellationToken);
        var keyState = await KeyAsync(cancellationToken);
        return new(lake == Ok && keyState == Ok, lake, keyState, last?.RunId, last?.State, last?.EndedAt);
    }

    async Task<(string State, RunReport? Last)> LakeAsync(CancellationToken cancellationToken)
    {
        try
        {
            return (Ok, await reports.ReadLatestAsync(cancellationToken));
        }
        catch (Exception fault) when (fault is TransientLakeException or LakeException)
        {
            Unreachable(log, fault.Message);
            return ("The lake cannot be read; the log says why.", null);
        }
    }

    async Task<string> KeyAsync(CancellationToken cancellationToken)
    {
        try
        {
            await key.GetAsync(cancellationToken);
            return Ok;
        }
        catch (ConfigurationException fault)
        {
            Unreachable(log, fault.Message);
            return "There is no usable App Store Connect key; the log says why.";
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Health: {Reason}")]
    static partial void Unreachable(ILogger log, string reason);
}
