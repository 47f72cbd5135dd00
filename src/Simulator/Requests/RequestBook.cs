using AppleAnalytics.Simulator.Data;

namespace AppleAnalytics.Simulator.Requests;

/// <summary>All report requests of the account, with Apple's rules for creating them.</summary>
internal sealed class RequestBook
{
    private readonly Lock _lock = new();
    private readonly StateFile? _file;
    private readonly List<ReportRequest> _requests;
    private readonly HashSet<(int App, ReportAccess Access)> _ghosts = [];

    public RequestBook(SimulatorOptions options, Portfolio portfolio, int today)
    {
        _file = options.StateFile is { } path ? new StateFile(path, options.Seed, options.Apps) : null;
        if (_file?.Read() is { } saved)
        {
            (FirstDay, _requests) = saved;
            return;
        }
        FirstDay = today;
        _requests =
        [
            .. portfolio.All.Where(app => !app.App.IsNew)
                .Select(app => new ReportRequest(app.Index, ReportAccess.Ongoing, 0, today - options.RequestAgeDays)),
        ];
        Save();
    }

    /// <summary>The day the account was first opened by a consumer: truth covers what was listed since.</summary>
    public int FirstDay { get; }

    public IReadOnlyList<ReportRequest> Of(int app)
    {
        lock (_lock)
        {
            return [.. _requests.Where(request => request.App == app && !request.Deleted && !_ghosts.Contains((app, request.Access)))];
        }
    }

    public ReportRequest? Find(EntityId id)
    {
        lock (_lock)
        {
            return _requests.Find(request => request.Id == id with { Kind = EntityKind.Request, Report = 0, Granularity = 0, Day = 0, Part = 0, Segment = 0 }
                && !request.Deleted && !_ghosts.Contains((request.App, request.Access)));
        }
    }

    /// <summary>Creates a request, or returns null where Apple answers 409.</summary>
    public ReportRequest? TryCreate(int app, ReportAccess access, int today)
    {
        lock (_lock)
        {
            var earlier = _requests.FindAll(request => request.App == app && request.Access == access);
            if (_ghosts.Contains((app, access)))
            {
                return null;
            }
            if (access == ReportAccess.Ongoing)
            {
                if (earlier.Exists(request => !request.Deleted))
                {
                    return null;
                }
            }
            else if (earlier.Exists(request => Day.Of(request.Created).AddMonths(1) > Day.Of(today)))
            {
                return null;
            }
            var created = new ReportRequest(app, access, earlier.Count, today);

            // A snapshot older than a month gives way to the new one.
            _requests.RemoveAll(request => request.App == app && request.Access == access && !request.Deleted);
            _requests.AddRange(earlier.Where(request => !request.Deleted).Select(request => request with { Deleted = true }));
            _requests.Add(created);
            Save();
            return created;
        }
    }

    public bool Delete(EntityId id)
    {
        lock (_lock)
        {
            var at = _requests.FindIndex(request => request.Id == id && !request.Deleted);
            if (at < 0 || _ghosts.Contains((_requests[at].App, _requests[at].Access)))
            {
                return false;
            }
            _requests[at] = _requests[at] with { Deleted = true };
            Save();
            return true;
        }
    }

    /// <summary>Stops a request on <paramref name="day"/>; false when there is none.</summary>
    public bool Stop(int app, ReportAccess access, int day)
    {
        lock (_lock)
        {
            var at = _requests.FindIndex(request => request.App == app && request.Access == access && !request.Deleted);
            if (at < 0)
            {
                return false;
            }
            _requests[at] = _requests[at] with { Stopped = day };
            Save();
            return true;
        }
    }

    /// <summary>Makes an app's requests of one access type block creation while nobody can list or read them.</summary>
    public void SetGhost(int app, ReportAccess access, bool on)
    {
        lock (_lock)
        {
            _ = on ? _ghosts.Add((app, access)) : _ghosts.Remove((app, access));
        }
    }

    private void Save() => _file?.Write(FirstDay, _requests);
}
