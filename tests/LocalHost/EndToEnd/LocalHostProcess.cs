using System.Diagnostics;
using System.Text;
using System.Threading.Channels;

namespace AppleAnalytics.LocalHost.Tests.EndToEnd;

/// <summary>The built LocalHost as a process of its own, in a directory of its own, with an environment that holds none of our settings.</summary>
internal sealed class LocalHostProcess : IAsyncDisposable
{
    static readonly string[] SettingPrefixes =
        ["Apple__", "Apps__", "Reports__", "Lake__", "Catalog__", "Freshness__", "Quality__", "Alerts__", "Aws__", "LocalHost__", "DailySchedule", "WatchSchedule", "HousekeepingSchedule"];

    readonly Process _process;
    readonly Channel<string> _lines = Channel.CreateUnbounded<string>();
    readonly StringBuilder _output = new();
    readonly StringBuilder _error = new();
    readonly TaskCompletionSource _outputEnded = new();
    readonly TaskCompletionSource _errorEnded = new();

    LocalHostProcess(Process process) => _process = process;

    public string Output => Text(_output);

    public string Error => Text(_error);

    public int Id => _process.Id;

    public static LocalHostProcess Start(string directory, IReadOnlyDictionary<string, string>? settings, params string[] args)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            WorkingDirectory = directory,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "AppleAnalytics.LocalHost.dll"));
        foreach (var arg in args)
        {
            start.ArgumentList.Add(arg);
        }

        foreach (var key in start.Environment.Keys.Where(k => SettingPrefixes.Any(p => k.StartsWith(p, StringComparison.OrdinalIgnoreCase))).ToList())
        {
            start.Environment.Remove(key);
        }

        start.Environment["DOTNET_TieredPGO"] = "0";
        foreach (var (key, value) in settings ?? new Dictionary<string, string>())
        {
            start.Environment[key] = value;
        }

        var process = new Process { StartInfo = start };
        var running = new LocalHostProcess(process);
        process.OutputDataReceived += (_, e) => running.Receive(e.Data, running._output, running._outputEnded, running._lines);
        process.ErrorDataReceived += (_, e) => running.Receive(e.Data, running._error, running._errorEnded, null);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return running;
    }

    /// <summary>Runs a command line to its end.</summary>
    public static async Task<(int ExitCode, string Output, string Error)> RunAsync(
        string directory, IReadOnlyDictionary<string, string>? settings, params string[] args)
    {
        await using var process = Start(directory, settings, args);
        var exitCode = await process.WaitForExitAsync();
        return (exitCode, process.Output, process.Error);
    }

    /// <summary>Reads on until a line holds the text.</summary>
    /// <exception cref="InvalidOperationException">The process ended without such a line.</exception>
    public async Task<string> WaitForLineAsync(string text)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        await foreach (var line in _lines.Reader.ReadAllAsync(limit.Token))
        {
            if (line.Contains(text, StringComparison.Ordinal))
            {
                return line;
            }
        }

        throw new InvalidOperationException($"LocalHost ended without saying '{text}'.\n{Output}\n{Error}");
    }

    public async Task<int> WaitForExitAsync()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(3));
        await _process.WaitForExitAsync(limit.Token);
        await Task.WhenAll(_outputEnded.Task, _errorEnded.Task).WaitAsync(limit.Token);
        return _process.ExitCode;
    }

    /// <summary>kill -9: the process gets no chance to tidy up.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await WaitForExitAsync();
    }

    /// <summary>SIGTERM, as a service manager ends a process.</summary>
    public void Terminate()
    {
        using var kill = Process.Start("kill", ["-TERM", Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
    }

    static string Text(StringBuilder builder)
    {
        lock (builder)
        {
            return builder.ToString();
        }
    }

    void Receive(string? line, StringBuilder text, TaskCompletionSource ended, Channel<string>? lines)
    {
        if (line is null)
        {
            lines?.Writer.TryComplete();
            ended.TrySetResult();
            return;
        }

        lock (text)
        {
            text.Append(line).Append('\n');
        }

        lines?.Writer.TryWrite(line);
    }
}
