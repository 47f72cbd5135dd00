using System.Globalization;
using System.Net;
using AppleAnalytics.Simulator.Auth;
using AppleAnalytics.Simulator.Control;
using AppleAnalytics.Simulator.Data;
using AppleAnalytics.Simulator.Faults;
using AppleAnalytics.Simulator.Http;
using AppleAnalytics.Simulator.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;

namespace AppleAnalytics.Simulator;

/// <summary>App Store Connect on loopback: analytics reports and customer reviews, as strict as the real one.</summary>
public sealed class SimulatorServer : IAsyncDisposable
{
    private readonly WebApplication _web;
    private readonly Account _account;
    private readonly KeyRing _keys;
    private readonly FaultClock _faults;
    private readonly CallStats _stats;

    private SimulatorServer(WebApplication web, Account account, KeyRing keys, FaultClock faults, CallStats stats, Uri baseAddress)
    {
        _web = web;
        _account = account;
        _keys = keys;
        _faults = faults;
        _stats = stats;
        BaseAddress = baseAddress;
    }

    /// <summary>Where it listens: loopback, with the port; what <c>Apple__BaseUrl</c> is to be set to.</summary>
    public Uri BaseAddress { get; }

    /// <summary>A team key with the Admin role.</summary>
    public SimulatorCredentials Credentials => CredentialsFor(SimulatorRole.Admin);

    /// <summary>An individual key with the Admin role: no issuer, <c>sub: user</c>.</summary>
    public SimulatorCredentials IndividualCredentials => _keys.Individual;

    /// <summary>The apps of the account, largest first.</summary>
    public IReadOnlyList<SimulatorApp> Apps => [.. _account.Portfolio.All.Select(app => app.App)];

    /// <summary>The day Apple is at.</summary>
    public DateOnly Today => Day.Of(_account.Today);

    /// <summary>What goes wrong; setting it starts its counting again.</summary>
    public SimulatorFaults Faults
    {
        get => _faults.Current;
        set => _faults.Set(value);
    }

    /// <summary>Starts a server; it answers when this returns.</summary>
    /// <param name="options">The account to simulate.</param>
    /// <param name="cancellation">Gives up starting.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is outside its range.</exception>
    /// <exception cref="IOException">The port is taken.</exception>
    /// <exception cref="InvalidOperationException">The state file is unreadable or belongs to other options.</exception>
    public static async Task<SimulatorServer> StartAsync(SimulatorOptions options, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Apps, 1, "Apps");
        ArgumentOutOfRangeException.ThrowIfGreaterThan(options.Apps, 4000, "Apps");
        ArgumentOutOfRangeException.ThrowIfNegative(options.NewApps, "NewApps");
        ArgumentOutOfRangeException.ThrowIfNegative(options.RequestAgeDays, "RequestAgeDays");
        ArgumentOutOfRangeException.ThrowIfNegative(options.HistoryDays, "HistoryDays");
        ArgumentOutOfRangeException.ThrowIfNegative(options.FirstDataDelayDays, "FirstDataDelayDays");
        ArgumentOutOfRangeException.ThrowIfNegative(options.SnapshotDelayDays, "SnapshotDelayDays");
        ArgumentOutOfRangeException.ThrowIfLessThan(options.RowsPerDate ?? 1, 1, "RowsPerDate");
        ArgumentOutOfRangeException.ThrowIfLessThan(options.MinuteLimit ?? 1, 1, "MinuteLimit");
        ArgumentOutOfRangeException.ThrowIfLessThan(options.HourLimit, 1, "HourLimit");
        var account = new Account(options);
        var keys = new KeyRing();
        var faults = new FaultClock(options.Faults);
        var stats = new CallStats();
        var host = Compose(account, keys, faults, stats);
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Listen(IPAddress.Loopback, options.Port, listen => listen.Protocols = HttpProtocols.Http1);
        });
        var web = builder.Build();
        web.Run(context =>
        {
            // Clients measure their clock against this header after a 401, so it tells the time tokens are judged by.
            context.Response.Headers.Date = options.Clock.GetUtcNow().AddSeconds(faults.Current.ClockSkewSeconds).ToString("R", CultureInfo.InvariantCulture);
            return host.AnswerAsync(context);
        });
        try
        {
            await web.StartAsync(cancellation).ConfigureAwait(false);
        }
        catch
        {
            await web.DisposeAsync().ConfigureAwait(false);
            keys.Dispose();
            throw;
        }
        var addresses = web.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!;
        return new SimulatorServer(web, account, keys, faults, stats, new Uri(addresses.Addresses.First()));
    }

    /// <summary>The team key of a role.</summary>
    /// <param name="role">The role.</param>
    public SimulatorCredentials CredentialsFor(SimulatorRole role) => _keys.Of(role);

    /// <summary>Makes it another day; what exists is what Apple would have on that day.</summary>
    /// <param name="today">The new day, 2024-01-01 to 2050-12-31; a day before the current one works too.</param>
    /// <exception cref="ArgumentOutOfRangeException">The day is outside that range.</exception>
    public void AdvanceTo(DateOnly today) => _account.MoveTo(today);

    /// <summary>Stops a request due to inactivity: no new instances, and creation stays blocked until it is deleted.</summary>
    /// <param name="app">Apple identifier.</param>
    /// <param name="access">Access type.</param>
    /// <exception cref="ArgumentException">The app does not exist or has no such request.</exception>
    public void StopRequest(long app, ReportAccess access)
    {
        if (!TryStopRequest(app, access))
        {
            throw new ArgumentException($"App {app} has no {access} request to stop.", nameof(access));
        }
    }

    /// <summary>Stops a request; false when there is none, which may be after a state file remembered its deletion.</summary>
    internal bool TryStopRequest(long app, ReportAccess access) => _account.Requests.Stop(ProfileOf(app).Index, access, _account.Today);

    /// <summary>Switches a ghost request: creation answers 409, the list is empty, reading it by id answers 404.</summary>
    /// <param name="app">Apple identifier.</param>
    /// <param name="access">Access type.</param>
    /// <param name="on">Whether the ghost is there.</param>
    /// <exception cref="ArgumentException">The app does not exist.</exception>
    public void SetGhost(long app, ReportAccess access, bool on) => _account.Requests.SetGhost(ProfileOf(app).Index, access, on);

    /// <summary>Switches 403 FORBIDDEN.REQUIRED_AGREEMENTS_MISSING_OR_EXPIRED.</summary>
    /// <param name="app">Apple identifier, or null for the whole account.</param>
    /// <param name="on">Whether the agreement is missing.</param>
    /// <exception cref="ArgumentException">The app does not exist.</exception>
    public void SetAgreementsMissing(long? app, bool on) =>
        _account.SetAgreementsMissing(app is { } id ? ProfileOf(id).App.Id : null, on);

    /// <summary>From now on a created report request takes effect and its answer is held back, until <see cref="ReleaseCreations"/>.</summary>
    /// <returns>Completes when the first answer is held.</returns>
    public Task HoldCreations() => _account.Creations.Close();

    /// <summary>Lets held answers go; those whose caller is gone are lost.</summary>
    public void ReleaseCreations() => _account.Creations.Open();

    /// <summary>What was asked of the server so far.</summary>
    public SimulatorStats ReadStats() => _stats.Read();

    /// <summary>Stops the server; open downloads break off.</summary>
    public async ValueTask DisposeAsync()
    {
        using var now = new CancellationTokenSource();
        await now.CancelAsync().ConfigureAwait(false);
        await _web.StopAsync(now.Token).ConfigureAwait(false);
        await _web.DisposeAsync().ConfigureAwait(false);
        _keys.Dispose();
    }

    private static ApiHost Compose(Account account, KeyRing keys, FaultClock faults, CallStats stats)
    {
        var clock = account.Options.Clock;
        var segments = new SegmentStore(new SegmentWriter(account.Rows));
        var urls = new PresignedUrls(account.Seed, clock);
        var routes = new Routes(new ReportEndpoints(account, faults, segments, urls, stats), new ReviewEndpoints(account, faults));
        return new ApiHost(
            account, new TokenVerifier(keys, clock, faults), faults, stats, routes, new DownloadEndpoint(account, faults, segments, urls, stats),
            new ControlEndpoints(account, faults, stats));
    }

    private AppProfile ProfileOf(long app) =>
        _account.Portfolio.Find(app.ToString(System.Globalization.CultureInfo.InvariantCulture))
        ?? throw new ArgumentException($"The simulated account has no app {app}.", nameof(app));
}
