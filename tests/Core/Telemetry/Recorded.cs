using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Globalization;

namespace AppleAnalytics.Telemetry;

/// <summary>The spans and measurements of one test, as a collector would see them; those of tests beside it are left out.</summary>
internal sealed class Recorded : IDisposable
{
    static readonly AsyncLocal<Recorded?> Current = new();

    readonly ActivityListener _spans;
    readonly MeterListener _meter = new();
    readonly ConcurrentBag<Activity> _ended = [];
    readonly ConcurrentDictionary<string, double> _sums = new();

    public Recorded()
    {
        Current.Value = this;
        _spans = new ActivityListener
        {
            ShouldListenTo = source => source.Name == Signals.Name,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => Current.Value == this ? ActivitySamplingResult.AllData : ActivitySamplingResult.None,
            ActivityStopped = span =>
            {
                if (Current.Value == this)
                {
                    _ended.Add(span);
                }
            },
        };
        ActivitySource.AddActivityListener(_spans);
        _meter.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == Signals.Name)
            {
                Instruments[instrument.Name] = $"{instrument.Unit}: {instrument.Description}";
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _meter.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Add(instrument, value, tags));
        _meter.SetMeasurementEventCallback<double>((instrument, _, tags, _) => Add(instrument, 1, tags));
        _meter.Start();
    }

    /// <summary>Unit and description of every instrument by name.</summary>
    public ConcurrentDictionary<string, string> Instruments { get; } = new();

    /// <summary>The spans that ended.</summary>
    public IReadOnlyCollection<Activity> Spans => _ended;

    /// <summary>The sums by instrument and tags, such as <c>appleanalytics.rows outcome=published table=downloads: 3</c>; of durations their number.</summary>
    public IEnumerable<string> Sums => _sums.Select(s => $"{s.Key}: {s.Value.ToString(CultureInfo.InvariantCulture)}").Order(StringComparer.Ordinal);

    public void Dispose()
    {
        _spans.Dispose();
        _meter.Dispose();
        Current.Value = null;
    }

    void Add(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (Current.Value == this)
        {
            var named = tags.ToArray().Select(t => $" {t.Key}={t.Value}").Order(StringComparer.Ordinal);
            _sums.AddOrUpdate(instrument.Name + string.Concat(named), value, (_, before) => before + value);
        }
    }
}
