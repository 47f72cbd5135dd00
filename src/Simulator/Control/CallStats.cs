using AppleAnalytics.Simulator.Data;

namespace AppleAnalytics.Simulator.Control;

/// <summary>Counts what is asked of the simulator.</summary>
internal sealed class CallStats
{
    private readonly Lock _lock = new();
    private readonly SortedDictionary<(string Endpoint, int Status), long> _calls = [];
    private readonly SortedDictionary<(long App, string Access), (long Created, long Conflicts)> _posts = [];
    private long _downloads;
    private long _bytes;

    public void AddCall(string endpoint, int status)
    {
        lock (_lock)
        {
            _calls[(endpoint, status)] = _calls.GetValueOrDefault((endpoint, status)) + 1;
        }
    }

    public void AddPost(long app, ReportAccess access, bool created)
    {
        lock (_lock)
        {
            var (made, conflicts) = _posts.GetValueOrDefault((app, Names.Of(access)));
            _posts[(app, Names.Of(access))] = created ? (made + 1, conflicts) : (made, conflicts + 1);
        }
    }

    public void AddDownload(int bytes)
    {
        lock (_lock)
        {
            _downloads++;
            _bytes += bytes;
        }
    }

    public SimulatorStats Read()
    {
        lock (_lock)
        {
            return new SimulatorStats(
                [.. _calls.Select(call => new SimulatorCallCount(call.Key.Endpoint, call.Key.Status, call.Value))],
                [.. _posts.Select(post => new SimulatorPostCount(post.Key.App, post.Key.Access, post.Value.Created, post.Value.Conflicts))],
                _downloads, _bytes);
        }
    }
}
