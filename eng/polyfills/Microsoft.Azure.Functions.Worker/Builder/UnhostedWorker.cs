using Microsoft.Extensions.Hosting;

namespace Microsoft.Azure.Functions.Worker.Builder;

/// <summary>
/// What a function app becomes without the official worker: it says what to do instead and ends with exit code 1.
/// </summary>
internal sealed class UnhostedWorker(IHost inner) : IHost
{
    internal const string Explanation =
        "This build has no Azure Functions worker, because the package feed lacks the official packages. "
        + "Run the app with LocalHost, or build with -p:PackageMode=official and start it with the Functions host.";

    public IServiceProvider Services => inner.Services;

    // Exits for the app, whose own last word would be that it ran well.
    public Task StartAsync(CancellationToken cancellationToken = default)
    {
        Console.Error.WriteLine(Explanation);
        System.Environment.Exit(1);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken = default) => Task.CompletedTask;

    public void Dispose() => inner.Dispose();
}
