using System.Threading.Channels;
using Microsoft.Extensions.Logging;

namespace AppleAnalytics.Functions;

/// <summary>Tells a test that instances have landed, by what the lander logs.</summary>
sealed class LandingSignals : ILoggerProvider, ILogger
{
    readonly Channel<bool> _landed = Channel.CreateUnbounded<bool>();

    /// <summary>Waits until so many more instances have landed.</summary>
    public async Task WaitAsync(int instances)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        for (var i = 0; i < instances; i++)
        {
            await _landed.Reader.ReadAsync(patience.Token);
        }
    }

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (eventId.Name == "Landed")
        {
            _landed.Writer.TryWrite(true);
        }
    }

    public void Dispose() => _landed.Writer.TryComplete();
}
