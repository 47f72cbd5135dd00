namespace AppleAnalytics.Runs;

/// <summary>What a run cost at Apple.</summary>
public sealed record RunReportApi
{
    /// <summary>All calls; downloads are not calls.</summary>
    public required int Calls { get; init; }

    /// <summary>Calls by endpoint.</summary>
    public required IReadOnlyDictionary<string, int> CallsByEndpoint { get; init; }

    /// <summary>Answers 429.</summary>
    public required int RateLimited { get; init; }

    /// <summary>Seconds that apps waited for the quota, added up over apps.</summary>
    public required double SecondsWaited { get; init; }

    /// <summary>Calls allowed in a rolling hour as Apple stated last, or null.</summary>
    public int? HourLimit { get; init; }

    /// <summary>Calls left in the hour as Apple stated last, or null.</summary>
    public int? HourRemaining { get; init; }

    /// <summary>Segments downloaded.</summary>
    public required int Downloads { get; init; }

    /// <summary>Bytes downloaded, compressed.</summary>
    public required long DownloadedBytes { get; init; }
}
