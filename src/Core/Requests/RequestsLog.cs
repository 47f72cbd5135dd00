using AppleAnalytics.Reports;
using Microsoft.Extensions.Logging;

namespace AppleAnalytics.Requests;

internal static partial class RequestsLog
{
    [LoggerMessage(1101, LogLevel.Information, "{Run}: app {App}, {AccessType}: report request {Request} is {State}")]
    public static partial void Ensured(ILogger logger, string run, long app, AccessType accessType, string request, EnsureRequestState state);

    [LoggerMessage(1102, LogLevel.Warning, "{Run}: app {App}, {AccessType}: no report request, {State}: {Message}")]
    public static partial void NotEnsured(ILogger logger, string run, long app, AccessType accessType, EnsureRequestState state, string message);

    [LoggerMessage(1103, LogLevel.Information, "App {App}: report request {Request} was stopped by Apple for inactivity; deleting it to create it anew")]
    public static partial void DeletingStopped(ILogger logger, long app, string request);
}
