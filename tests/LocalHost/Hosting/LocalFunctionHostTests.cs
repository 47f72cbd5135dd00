using AppleAnalytics.LocalHost.Hosting;
using AppleAnalytics.LocalHost.Tests.Engine;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace AppleAnalytics.LocalHost.Tests.Hosting;

public sealed class LocalFunctionHostTests
{
    internal sealed class Scoped : IDisposable
    {
        public bool IsDisposed { get; private set; }

        public void Dispose() => IsDisposed = true;
    }

    internal sealed class Functions(Scoped scoped, Scopes scopes, DurableTaskClient client)
    {
        [Function(nameof(Use))]
        public string Use([ActivityTrigger] int input, FunctionContext context)
        {
            scopes.Seen.Add(scoped);
            return $"{client.Name} {context.FunctionDefinition.Name} {ReferenceEquals(context.InstanceServices.GetService<Scoped>(), scoped)}";
        }

        [Function(nameof(Both))]
        public async Task<string[]> Both([OrchestrationTrigger] TaskOrchestrationContext context) =>
            await Task.WhenAll(context.CallActivityAsync<string>(nameof(Use), 1), context.CallActivityAsync<string>(nameof(Use), 2));
    }

    internal sealed class Scopes
    {
        public System.Collections.Concurrent.ConcurrentBag<Scoped> Seen { get; } = [];
    }

    internal sealed class Hosted(List<string> log, bool refuses) : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken)
        {
            log.Add("start");
            return refuses ? throw new InvalidOperationException("Set this and that.") : Task.CompletedTask;
        }

        public Task StopAsync(CancellationToken cancellationToken)
        {
            log.Add("stop");
            return Task.CompletedTask;
        }
    }

    private static LocalFunctionHostOptions Options(string directory, Action<IServiceCollection> services) => new()
    {
        FunctionsAssembly = typeof(Functions).Assembly,
        IncludeType = type => type == typeof(Functions),
        StateDirectory = directory,
        FlushToDisk = false,
        Host = new HostSettings { HubName = "Hub" },
        ConfigureServices = (collection, _) => services(collection),
    };

    [Fact]
    public async Task Every_invocation_has_a_scope_of_its_own_which_is_disposed()
    {
        using var directory = new TempDirectory();
        await using var host = await LocalFunctionHost.StartAsync(Options(directory.Path, s => s.AddScoped<Scoped>().AddSingleton<Scopes>()));
        var id = await host.Client.ScheduleNewOrchestrationInstanceAsync(nameof(Functions.Both), CancellationToken.None);
        var instance = await host.Client.WaitForInstanceCompletionAsync(id, true);
        Assert.Equal(["Hub Use True", "Hub Use True"], instance.ReadOutputAs<string[]>() ?? []);
        var seen = host.Services.GetRequiredService<Scopes>().Seen;
        Assert.Equal(2, seen.Distinct().Count());
        Assert.All(seen, s => Assert.True(s.IsDisposed));
    }

    [Fact]
    public async Task Hosted_services_of_the_app_start_and_stop_with_the_host()
    {
        using var directory = new TempDirectory();
        List<string> log = [];
        await using (await LocalFunctionHost.StartAsync(Options(directory.Path, s => s.AddHostedService(_ => new Hosted(log, refuses: false)))))
        {
            Assert.Equal(["start"], log);
        }

        Assert.Equal(["start", "stop"], log);
    }

    [Fact]
    public async Task Settings_that_a_hosted_service_refuses_end_the_start_and_free_the_directory()
    {
        using var directory = new TempDirectory();
        var error = await Assert.ThrowsAsync<InvalidOperationException>(
            () => LocalFunctionHost.StartAsync(Options(directory.Path, s => s.AddHostedService(_ => new Hosted([], refuses: true)))));
        Assert.Equal("Set this and that.", error.Message);
        await using var host = await LocalFunctionHost.StartAsync(Options(directory.Path, _ => { }));
    }

    [Fact]
    public void The_function_app_can_be_hosted()
    {
        var functions = FunctionDiscovery.Find(typeof(AppleAnalytics.Functions.AppleAnalyticsServices).Assembly, _ => true);
        Assert.Contains(functions, f => f.Kind is FunctionKind.Orchestration);
        Assert.Contains(functions, f => f.Kind is FunctionKind.Entity);
        Assert.Contains(functions, f => f.Kind is FunctionKind.Http);
        Assert.Contains(functions, f => f.Kind is FunctionKind.Timer);
    }
}
