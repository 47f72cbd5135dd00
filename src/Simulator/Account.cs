using AppleAnalytics.Simulator.Data;
using AppleAnalytics.Simulator.Requests;
using AppleAnalytics.Simulator.Reviews;

namespace AppleAnalytics.Simulator;

/// <summary>The simulated account: apps, requests and what they have on the current day.</summary>
internal sealed class Account
{
    private readonly HashSet<long> _agreementsMissing = [];
    private readonly Lock _lock = new();
    private volatile int _today;

    public Account(SimulatorOptions options)
    {
        Options = options;
        Seed = (ulong)options.Seed;
        MoveTo(options.Today ?? DateOnly.FromDateTime(options.Clock.GetUtcNow().UtcDateTime));
        Portfolio = new Portfolio(options);
        Rows = new RowModel(options);
        Calendar = new InstanceCalendar(options, Rows);
        Reviews = new ReviewModel(options);
        Requests = new RequestBook(options, Portfolio, _today);
    }

    public SimulatorOptions Options { get; }

    public ulong Seed { get; }

    public Portfolio Portfolio { get; }

    public RowModel Rows { get; }

    public InstanceCalendar Calendar { get; }

    public ReviewModel Reviews { get; }

    public RequestBook Requests { get; }

    /// <summary>Holds back the answers to creations of report requests.</summary>
    public AnswerGate Creations { get; } = new();

    /// <summary>The current day as a day number.</summary>
    public int Today => _today;

    public void MoveTo(DateOnly today)
    {
        if (!Day.IsPlayable(today))
        {
            throw new ArgumentOutOfRangeException(nameof(today), today, "The simulator plays days from 2024-01-01 to 2050-12-31.");
        }
        _today = Day.Number(today);
    }

    public AppProfile AppOf(EntityId id) => Portfolio.All[id.App];

    /// <summary>Null stands for every app.</summary>
    public void SetAgreementsMissing(long? app, bool on)
    {
        lock (_lock)
        {
            _ = on ? _agreementsMissing.Add(app ?? 0) : _agreementsMissing.Remove(app ?? 0);
        }
    }

    public bool LacksAgreement(long? app)
    {
        lock (_lock)
        {
            return _agreementsMissing.Contains(0) || (app is { } id && _agreementsMissing.Contains(id));
        }
    }
}
