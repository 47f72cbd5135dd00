using AppleAnalytics.LocalHost.Engine;
using Microsoft.DurableTask.Client;

namespace AppleAnalytics.LocalHost.Hosting;

/// <summary>The HTTP surface.</summary>
internal sealed class HttpSurface : IAsyncDisposable
{
    public Uri BaseAddress { get; } = new("http://127.0.0.1/");
    public static Task<HttpSurface> StartAsync(int port, LocalFunctionHostOptions options, FunctionCatalog functions, DurableEngine engine, DurableTaskClient client, IServiceProvider services, CancellationToken cancellation) => Task.FromResult(new HttpSurface());
    public ValueTask DisposeAsync() => default;
}
