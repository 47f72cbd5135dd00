using System.Globalization;

namespace AppleAnalytics.Simulator.Faults;

/// <summary>A bad month at Apple, all at once: calls and downloads fail at a steady rate, and three apps have a trouble of their own.</summary>
public static class Chaos
{
    /// <summary>
    /// 429 to every third call, asking to come back in a second; 500 to every tenth, an HTML page to every 17th, silence to every 200th; every
    /// 20th download is cut, every 30th answered SlowDown, every 100th falls silent, one in fifty carries a wrong byte; every 15th list of
    /// segments gives expired addresses, every 25th a wrong size, every 40th wrong checksums; every second creation's answer is lost.
    /// </summary>
    public static SimulatorFaults Faults { get; } = new()
    {
        Every429 = 3,
        RetryAfterSeconds = 1,
        Every500 = 10,
        HtmlErrorEvery = 17,
        SilentEvery = 200,
        CutDownloadEvery = 20,
        SlowDownEvery = 30,
        WrongMd5Every = 50,
        StalledDownloadEvery = 100,
        ExpiredUrlEvery = 15,
        WrongSizeEvery = 25,
        WrongChecksumEvery = 40,
        LostCreateAnswerEvery = 2,
        RateLimitForm = RateLimitForm.UnknownKeys,
    };

    /// <summary>
    /// Sets <see cref="Faults"/>, and gives the smallest apps that have a request a stopped request and a missing agreement, and the last
    /// new app a ghost, as far as there are such apps.
    /// </summary>
    /// <param name="server">The server.</param>
    /// <returns>A sentence for each app that has a trouble of its own.</returns>
    public static IReadOnlyList<string> Begin(SimulatorServer server)
    {
        ArgumentNullException.ThrowIfNull(server);
        server.Faults = Faults;
        var troubles = new List<string>();
        var old = server.Apps.Where(app => !app.IsNew).Reverse().ToArray();
        if (old.Length > 1 && server.TryStopRequest(old[0].Id, ReportAccess.Ongoing))
        {
            Say(old[0], "its report request was stopped for inactivity");
        }
        if (old.Length > 2)
        {
            server.SetAgreementsMissing(old[1].Id, on: true);
            Say(old[1], "an agreement is missing");
        }
        if (server.Apps.LastOrDefault(app => app.IsNew) is { } fresh)
        {
            server.SetGhost(fresh.Id, ReportAccess.Ongoing, on: true);
            Say(fresh, "its report request is a ghost");
        }
        return troubles;

        void Say(SimulatorApp app, string what) =>
            troubles.Add(string.Create(CultureInfo.InvariantCulture, $"App {app.Id} ({app.Name}): {what}"));
    }
}
