using System.Globalization;
using Microsoft.Extensions.Logging;

namespace AppleAnalytics.LocalHost.Terminal;

/// <summary>
/// Writes logs to a file, because the terminal belongs to the progress; with <c>--verbose</c> they go to stderr too.
/// The file of earlier processes is kept; past <see cref="MaxBytes"/> it is moved aside once.
/// </summary>
internal sealed class LogFile : ILoggerProvider
{
    /// <summary>Size in bytes past which the file is moved to <c>….1</c> at the next start.</summary>
    public const long MaxBytes = 20_000_000;

    readonly Lock _gate = new();
    readonly StreamWriter _file;
    readonly TextWriter? _echo;

    public LogFile(string path, TextWriter? echo)
    {
        _echo = echo;
        if (File.Exists(path) && new FileInfo(path).Length > MaxBytes)
        {
            File.Move(path, path + ".1", overwrite: true);
        }

        _file = new(new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete)) { AutoFlush = true };
    }

    public ILogger CreateLogger(string categoryName) => new Logger(this, categoryName);

    public void Dispose()
    {
        lock (_gate)
        {
            _file.Dispose();
        }
    }

    void Write(LogLevel level, string category, string message, Exception? failure)
    {
        var name = category[(category.LastIndexOf('.') + 1)..];
        var line = string.Create(CultureInfo.InvariantCulture, $"{DateTime.UtcNow:yyyy-MM-dd HH:mm:ss.fff} {level,-11} {name}: {message}");
        lock (_gate)
        {
            if (_file.BaseStream is not { CanWrite: true })
            {
                return;
            }

            _file.WriteLine(line);
            if (failure is not null)
            {
                _file.WriteLine(failure);
            }

            _echo?.WriteLine(line);
        }
    }

    sealed class Logger(LogFile owner, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel != LogLevel.None;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            owner.Write(logLevel, category, formatter(state, exception), exception);
    }
}
