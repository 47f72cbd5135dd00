using System.Diagnostics;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace AppleAnalytics.Readers;

/// <summary>
/// A script in a node process of its own that takes JSON requests line by line and answers each with a line: far faster than a
/// process per request. Calls are taken one after another.
/// </summary>
sealed class NodeScript : IAsyncDisposable
{
    static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    readonly Process _node;
    readonly SemaphoreSlim _turn = new(1);
    readonly Task<string> _errors;

    /// <summary>Starts a script.</summary>
    public NodeScript(string path)
    {
        _node = Process.Start(new ProcessStartInfo("node")
        {
            ArgumentList = { path },
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardInputEncoding = Utf8,
            StandardOutputEncoding = Utf8,
        })!;
        _errors = _node.StandardError.ReadToEndAsync();
    }

    /// <summary>Sends a request and returns the answer; one that has an <c>error</c> is thrown.</summary>
    public async Task<JsonNode> AskAsync(object request)
    {
        await _turn.WaitAsync();
        try
        {
            var text = JsonSerializer.Serialize(request);
            await _node.StandardInput.WriteLineAsync(text);
            await _node.StandardInput.FlushAsync();
            var line = await _node.StandardOutput.ReadLineAsync()
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
        _node.StandardInput.Close();
        await _node.WaitForExitAsync();
        _node.Dispose();
        _turn.Dispose();
    }
}
