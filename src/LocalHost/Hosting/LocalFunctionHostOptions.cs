using System.Reflection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace AppleAnalytics.LocalHost.Hosting;

/// <summary>What a <see cref="LocalFunctionHost"/> runs, and how.</summary>
public sealed class LocalFunctionHostOptions
{
    /// <summary>The assembly with the functions.</summary>
    public required Assembly FunctionsAssembly { get; init; }

    /// <summary>The directory of the journal; created when missing. One process per directory.</summary>
    public required string StateDirectory { get; init; }

    /// <summary>Registers the app's services. The default registers none.</summary>
    public Action<IServiceCollection, IConfiguration> ConfigureServices { get; init; } = static (_, _) => { };

    /// <summary>The app's settings; also resolves <c>%Setting%</c> in schedules. The default is empty.</summary>
    public IConfiguration Configuration { get; init; } = new ConfigurationBuilder().Build();

    /// <summary>Loopback port of the HTTP surface; 0 picks a free one, null means no HTTP. The default is null.</summary>
    public int? HttpPort { get; init; }

    /// <summary>True when timer-triggered functions run on their schedules. The default is false.</summary>
    public bool TimersEnabled { get; init; }

    /// <summary>The clock of everything durable; registered as a service too. The default is the system's.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>Settings of host.json. The default is Azure's defaults, with 4 concurrent activities.</summary>
    public HostSettings Host { get; init; } = new();

    /// <summary>Where logs go; the host does not dispose of it. The default drops them.</summary>
    public ILoggerFactory LoggerFactory { get; init; } = NullLoggerFactory.Instance;

    /// <summary>
    /// False leaves flushing to the operating system: still safe when the process is killed, not when the machine loses power.
    /// The default is true.
    /// </summary>
    public bool FlushToDisk { get; init; } = true;

    /// <summary>The classes of the assembly that are looked at. The default is all.</summary>
    internal Func<Type, bool> IncludeType { get; init; } = static _ => true;
}
