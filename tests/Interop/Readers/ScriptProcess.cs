using System.Diagnostics;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace AppleAnalytics.Readers;

/// <summary>
/// A script in a process of its own that takes JSON requests line by line and answers each with a line: far faster than a process
/// per request. Calls are taken one after another.
/// </summary>
sealed class ScriptProcess : IAsyncDisposable
{
    static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    readonly Process _process;
    readonly SemaphoreSlim _turn = new(1);
    readonly Task<string> _errors;

    ScriptProcess(string program, string script, params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo(program)
        {
            ArgumentList = { script },
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardInputEncoding = Utf8,
            StandardOutputEncoding = Utf8,
        };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        _process = Process.Start(start)!;
        _errors = _process.StandardError.ReadToEndAsync();
    }

    /// <summary>Starts a script in node.</summary>
    public static ScriptProcess Node(string script) => new("node", script);

    /// <summary>Starts a script in the system's Python.</summary>
    /// <param name="script">The script.</param>
    /// <param name="packages">A folder of packages beside the system's.</param>
    public static ScriptProcess Python(string script, string packages) =>
        new("/usr/bin/python3", script, ("PYTHONPATH", packages), ("PYTHONIOENCODING", "utf-8"), ("PYTHONDONTWRITEBYTECODE", "1"));

    /// <summary>Sends a request and returns the answer; one that has an <c>error</c> is thrown.</summary>
    public async Task<JsonNode> AskAsync(object request)
    {
        await _turn.WaitAsync();
        try
        {
            var text = JsonSerializer.Serialize(request);
            await _process.StandardInput.WriteLineAsync(text);
            await _process.StandardInput.FlushAsync();
            var line = await _process.StandardOutput.ReadLineAsync()
                ?? throw new InvalidOperationException($"The script's process ended: {await _errors}");
            var answer = JsonNode.Parse(line)!;
            return answer is JsonObject map && map["error"] is { } error
                ? throw new InvalidOperationException($"{error} (asked for {text})")
                : answer;
        }
        finally
        {
            _turn.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync();
        _process.Dispose();
        _turn.Dispose();
    }
}
