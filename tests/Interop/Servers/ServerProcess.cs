using System.Diagnostics;
using System.Globalization;

namespace AppleAnalytics.Interop.Tests.Servers;

/// <summary>A server on loopback, run by a script that ends it when its standard input ends: no server outlives the tests, even killed ones.</summary>
sealed class ServerProcess : IAsyncDisposable
{
    readonly Process _process;

    ServerProcess(Process process, int port) => (_process, Port) = (process, port);

    /// <summary>The port it listens on.</summary>
    public int Port { get; }

    /// <summary>Starts it and waits until it answers.</summary>
    /// <exception cref="InvalidOperationException">It did not start; the message holds what it said.</exception>
    public static async Task<ServerProcess> StartAsync(string script, params string[] arguments)
    {
        var start = new ProcessStartInfo("bash") { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in (string[])[Path.Combine(AppContext.BaseDirectory, "Servers", script), .. arguments])
        {
            start.ArgumentList.Add(argument);
        }

        var process = Process.Start(start)!;
        process.ErrorDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        var said = await process.StandardOutput.ReadLineAsync() ?? "";
        if (said.StartsWith("ready ", StringComparison.Ordinal))
        {
            return new(process, int.Parse(said["ready ".Length..], CultureInfo.InvariantCulture));
        }

        process.Dispose();
        throw new InvalidOperationException($"{script} did not start a server: {said}");
    }

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }
}
