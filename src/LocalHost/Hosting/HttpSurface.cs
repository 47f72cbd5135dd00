using System.Net;
using AppleAnalytics.LocalHost.Engine;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace AppleAnalytics.LocalHost.Hosting;

/// <summary>The HTTP side of the local host: the app's HTTP functions and Durable Functions' management API, on loopback only.</summary>
internal sealed class HttpSurface : IAsyncDisposable
{
    private readonly WebApplication _application;

    private HttpSurface(WebApplication application, Uri baseAddress)
    {
        _application = application;
        BaseAddress = baseAddress;
    }

    public Uri BaseAddress { get; }

    /// <exception cref="InvalidOperationException">The port is taken.</exception>
    public static async Task<HttpSurface> StartAsync(
        int port, LocalFunctionHostOptions options, FunctionCatalog functions, DurableEngine engine, DurableTaskClient client, IServiceProvider services, CancellationToken cancellation)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddSingleton(options.LoggerFactory);
        builder.Services.AddRoutingCore();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            if (port == 0)
            {
                kestrel.Listen(IPAddress.Loopback, 0);
            }
            else
            {
                kestrel.ListenLocalhost(port);
            }
        });

        var application = builder.Build();
        application.Use(LoopbackGuard.InvokeAsync);
        application.UseRouting();
        HttpFunctions.Map(application, functions, services, options);
        new DurableApi(engine, client, functions).Map(application);
        application.UseEndpoints(static _ => { });
        try
        {
            await application.StartAsync(cancellation);
        }
        catch (IOException e)
        {
            await application.DisposeAsync();
            throw new InvalidOperationException($"The port {port} is in use by another program: stop it, or choose another port.", e);
        }

        var address = application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        return new HttpSurface(application, new Uri(address));
    }

    public async ValueTask DisposeAsync()
    {
        // Requests that wait for something the engine will not do any more are cut, not waited for.
        using var atOnce = new CancellationTokenSource();
        await atOnce.CancelAsync();
        await _application.StopAsync(atOnce.Token);
        await _application.DisposeAsync();
    }
}
