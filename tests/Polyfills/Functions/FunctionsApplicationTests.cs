using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace AppleAnalytics.Polyfills.Tests.Functions;

public sealed class FunctionsApplicationTests
{
    [Fact]
    public void Build_GivesTheServicesThatWereRegistered()
    {
        var builder = FunctionsApplication.CreateBuilder(["--Lake:Root=there"]).ConfigureFunctionsWebApplication();
        builder.Services.AddSingleton("service");
        Assert.NotNull(builder.Use(next => next));

        using var host = builder.Build();

        Assert.Equal("service", host.Services.GetRequiredService<string>());
        Assert.Equal("there", builder.Configuration["Lake:Root"]);
        Assert.NotNull(host.Services.GetRequiredService<IOptions<WorkerOptions>>().Value.Serializer);
        Assert.IsAssignableFrom<IHostApplicationBuilder>(builder);
        Assert.Throws<InvalidOperationException>(() => builder.Build());
        Assert.Throws<InvalidOperationException>(() => builder.Use(next => next));
    }
}
