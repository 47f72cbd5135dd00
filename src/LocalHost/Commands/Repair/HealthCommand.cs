using System.CommandLine;
using AppleAnalytics.Functions;
using AppleAnalytics.LocalHost.Configuration;
using AppleAnalytics.LocalHost.Terminal;
using AppleAnalytics.Runs;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace AppleAnalytics.LocalHost.Commands;

/// <summary><c>health</c>: whether settings, lake and key can be used.</summary>
internal static class HealthCommand
{
    public static Command Create(Func<ParseResult, CommandContext> context)
    {
        var command = new Command("health", "Says whether settings, lake and key can be used and how the last run ended; asks Apple nothing. Exit code 0 only when all can.");
        command.SetAction((parsed, cancellation) => RunAsync(context(parsed), cancellation));
        return command;
    }

    static async Task<int> RunAsync(CommandContext context, CancellationToken cancellation)
    {
        var settings = LocalSettings.Load(context.WorkingDirectory);
        await SettingsCheck.RunAsync(settings, cancellation);
        var screen = context.Output;
        await using var services = new ServiceCollection()
            .AddLogging(logging => logging.AddProvider(new Reasons(screen)).AddFilter(level => level >= LogLevel.Warning))
            .AddAppleAnalytics(settings)
            .BuildServiceProvider();
        var report = await services.GetRequiredService<HealthCheck>().RunAsync(cancellation);
        screen.Line("settings: ok");
        screen.Line($"lake: {report.Lake}");
        screen.Line($"key: {report.Key}");
        screen.Line(report.LastRun is null ? "last run: none has ended yet" : $"last run: {report.LastRun}, {$"{report.LastRunState}".ToLowerInvariant()}, ended {report.LastRunEndedAt:yyyy-MM-dd HH:mm} UTC");
        return report.Healthy ? ExitCodes.Success : ExitCodes.Failure;
    }

    /// <summary>Shows what a host would log: here nobody reads a log.</summary>
    sealed class Reasons(Screen screen) : ILoggerProvider, ILogger
    {
        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            screen.Line(formatter(state, exception));

        public void Dispose()
        {
        }
    }
}
