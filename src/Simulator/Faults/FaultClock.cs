namespace AppleAnalytics.Simulator.Faults;

/// <summary>Counts calls and says whose turn it is to go wrong.</summary>
internal sealed class FaultClock(SimulatorFaults initial)
{
    private Turn _turn = new(initial);

    public SimulatorFaults Current => _turn.Faults;

    /// <summary>Replaces the faults and starts counting again.</summary>
    public void Set(SimulatorFaults faults) => _turn = new Turn(faults);

    /// <summary>What <see cref="NextCall"/> gives for a call that is never answered.</summary>
    public const int Silence = -1;

    /// <summary>Counts an API call: 429, 500, 502 or <see cref="Silence"/> when it is to fail, else 0.</summary>
    public int NextCall()
    {
        var turn = _turn;
        var call = Interlocked.Increment(ref turn.Calls);
        return Hits(call, turn.Faults.Every429) ? 429
            : Hits(call, turn.Faults.Every500) ? 500
            : Hits(call, turn.Faults.HtmlErrorEvery) ? 502
            : Hits(call, turn.Faults.SilentEvery) ? Silence : 0;
    }

    /// <summary>Counts a list of segments and says what is wrong with it.</summary>
    public ListingFault NextSegmentList()
    {
        var turn = _turn;
        var list = Interlocked.Increment(ref turn.SegmentLists);
        return Hits(list, turn.Faults.WrongChecksumEvery) ? ListingFault.WrongChecksum
            : Hits(list, turn.Faults.WrongSizeEvery) ? ListingFault.WrongSize
            : Hits(list, turn.Faults.ExpiredUrlEvery) ? ListingFault.ExpiredUrl : ListingFault.None;
    }

    /// <summary>Counts a creation of a report request: whether its answer is lost.</summary>
    public bool IsCreateAnswerLost()
    {
        var turn = _turn;
        return Hits(Interlocked.Increment(ref turn.Creations), turn.Faults.LostCreateAnswerEvery);
    }

    /// <summary>Counts a download and says what becomes of it.</summary>
    public DownloadFault NextDownload()
    {
        var turn = _turn;
        var download = Interlocked.Increment(ref turn.Downloads);
        return Hits(download, turn.Faults.SlowDownEvery) ? DownloadFault.SlowDown
            : Hits(download, turn.Faults.CutDownloadEvery) ? DownloadFault.Cut
            : Hits(download, turn.Faults.StalledDownloadEvery) ? DownloadFault.Stall
            : Hits(download, turn.Faults.WrongMd5Every) ? DownloadFault.WrongByte : DownloadFault.None;
    }

    private static bool Hits(int count, int every) => every > 0 && count % every == 0;

    private sealed class Turn(SimulatorFaults faults)
    {
        public int Calls;
        public int Downloads;
        public int SegmentLists;
        public int Creations;

        public SimulatorFaults Faults { get; } = faults;
    }
}
