using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using AppleAnalytics.Apple;
using AppleAnalytics.Curation;
using AppleAnalytics.Lake;
using AppleAnalytics.Publishing;
using AppleAnalytics.Reviews;
using AppleAnalytics.Runs;
using Microsoft.Extensions.Logging;
using static AppleAnalytics.Apple.Answers;

namespace AppleAnalytics.Telemetry;

public sealed partial class SignalsTests
{
    [Fact]
    public async Task Curating_TellsRowsPartitionsFindingsAndWhoseTheyAre()
    {
        using var recorded = new Recorded();
        using var lake = new PublishingLake();
        using var logs = new ScopedLogs();
        using var factory = LoggerFactory.Create(b => b.AddProvider(logs));
        var delivery = new Publishing.Delivery(20, "i20", (18, "US", 8), (18, "DE", 9), (19, "US", 9));
        await lake.LandAsync(delivery);

        await lake.Publisher(lake.Store, factory.CreateLogger<InstancePublisher>())
            .RunAsync(new(delivery.Reference with { RunId = "daily-2026-11-28" }, new(), PublishingLake.Today));

        var span = Assert.Single(recorded.Spans);
        Assert.Equal("curate", span.OperationName);
        Assert.Equal(
            ["appleanalytics.app=1001", "appleanalytics.instance=i20", "appleanalytics.outcome=Published", "appleanalytics.run=daily-2026-11-28", "appleanalytics.table=downloads"],
            Tags(span));
        Assert.Contains("appleanalytics.rows outcome=published table=downloads: 3", recorded.Sums);
        Assert.Contains("appleanalytics.partitions table=downloads: 2", recorded.Sums);
        Assert.Contains("appleanalytics.step.duration outcome=Published step=curate: 1", recorded.Sums);
        Assert.DoesNotContain(recorded.Sums, s => s.Contains("superseded", StringComparison.Ordinal));
        var line = Assert.Single(logs.Lines);
        Assert.StartsWith("daily-2026-11-28: app 1001, downloads, instance i20 of 2026-11-20: Published, 3 rows read, 3 stand in partitions, 2 partitions written", line.Text);
        Assert.Equal(["App=1001", "Instance=i20", "Run=daily-2026-11-28", "Table=downloads"], line.Scope);
    }

    [Fact]
    public async Task Curating_WithFindings_CountsThemBySeverity()
    {
        using var recorded = new Recorded();
        using var lake = new PublishingLake();

        await lake.DeliverAsync(new Publishing.Delivery(20, "i20", (18, "junk", 8), (19, "US", 9)));

        Assert.Contains(recorded.Sums, s => s.StartsWith("appleanalytics.findings severity=", StringComparison.Ordinal));
        Assert.Contains(recorded.Sums, s => s.StartsWith("appleanalytics.rows outcome=quarantined table=downloads: 1", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Calls_AreChildrenOfTheirStep_AndHoldNoSecret()
    {
        await using var apple = await AppleHarness.StartAsync();
        apple.Server.Get("/v1/apps/42/customerReviews", Error(503, "X"), Json(ReviewFixture.Document([ReviewFixture.Review("a", "2026-11-18T10:00:00Z", body: "MY WORDS")])));
        using var recorded = new Recorded();

        await apple.Get<ReviewsCurator>().RunAsync(new CurateReviewsInput(42, new(2026, 11, 20), new(2026, 11, 20)) { RunId = "run-1" });

        var step = Assert.Single(recorded.Spans, s => s.OperationName == "curate reviews");
        var calls = recorded.Spans.Where(s => s.OperationName == "App Store Connect customerReviews").ToList();
        Assert.Equal(2, calls.Count);
        Assert.All(calls, call => Assert.Equal((step.SpanId, ActivityKind.Client), (call.ParentSpanId, call.Kind)));
        Assert.Contains("url.path=/v1/apps/42/customerReviews", Tags(calls[0]));
        Assert.Contains("appleanalytics.apple.calls endpoint=customerReviews status=200: 1", recorded.Sums);
        Assert.Contains("appleanalytics.apple.calls endpoint=customerReviews status=503: 1", recorded.Sums);
        Assert.Contains("appleanalytics.rows outcome=published table=reviews: 1", recorded.Sums);
        var told = string.Join('\n', recorded.Spans.SelectMany(Tags).Concat(recorded.Sums));
        Assert.DoesNotContain("Bearer", told, StringComparison.Ordinal);
        Assert.DoesNotContain("eyJ", told, StringComparison.Ordinal);
        Assert.DoesNotContain("MY WORDS", told, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AStepThatThrows_IsAnError()
    {
        using var recorded = new Recorded();
        using var lake = new PublishingLake();
        var delivery = new Publishing.Delivery(20, "i20", (18, "US", 8));
        await lake.LandAsync(delivery);

        await Assert.ThrowsAsync<KillingStore.KilledException>(() =>
            lake.Publisher(new KillingStore(lake.Store, 1, afterTheWrite: false)).RunAsync(new(delivery.Reference, new(), PublishingLake.Today)));

        Assert.Equal(ActivityStatusCode.Error, Assert.Single(recorded.Spans).Status);
        Assert.Equal(["appleanalytics.step.duration outcome=error step=curate: 1"], recorded.Sums);
    }

    [Fact]
    public void ThePage_ListsEveryInstrument()
    {
        using var recorded = new Recorded();
        Signals.RunReported("Daily", "Succeeded");
        var page = File.ReadAllText(Page());

        Assert.Equal(recorded.Instruments.Keys.Order(StringComparer.Ordinal), Instrument().Matches(page).Select(m => m.Groups[1].Value).Order(StringComparer.Ordinal));
        Assert.Contains($"`{Signals.Name}`", page, StringComparison.Ordinal);
    }

    static IEnumerable<string> Tags(Activity span) => span.TagObjects.Select(t => $"{t.Key}={t.Value}").Order(StringComparer.Ordinal);

    static string Page([CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "..", "docs", "telemetry.md");

    [GeneratedRegex(@"^\| `(appleanalytics\.[a-z.]+)` \|", RegexOptions.Multiline)]
    private static partial Regex Instrument();

    sealed class ScopedLogs : ILoggerProvider, ISupportExternalScope
    {
        IExternalScopeProvider _scopes = new LoggerExternalScopeProvider();

        public List<(string Text, List<string> Scope)> Lines { get; } = [];

        public void SetScopeProvider(IExternalScopeProvider scopeProvider) => _scopes = scopeProvider;

        public ILogger CreateLogger(string categoryName) => new Logger(this);

        public void Dispose()
        {
        }

        sealed class Logger(ScopedLogs logs) : ILogger
        {
            public IDisposable? BeginScope<TState>(TState state)
                where TState : notnull => logs._scopes.Push(state);

            public bool IsEnabled(LogLevel logLevel) => true;

            public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
            {
                var scope = new List<string>();
                logs._scopes.ForEachScope((s, all) => all.AddRange(((IEnumerable<KeyValuePair<string, object?>>)s!).Select(p => $"{p.Key}={p.Value}")), scope);
                scope.Sort(StringComparer.Ordinal);
                logs.Lines.Add((formatter(state, exception), scope));
            }
        }
    }
}
