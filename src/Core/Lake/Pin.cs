using System.Globalization;
using System.Text.Json.Serialization;

namespace AppleAnalytics.Lake;

/// <summary>Holds partitions at an earlier processing date, keeps one delivery out, or lets a snapshot replace dates, until it is removed.</summary>
public sealed record Pin
{
    /// <summary>The name it was set under, by which it is removed; empty before it is set.</summary>
    [JsonIgnore]
    public string Name { get; init; } = "";

    /// <summary>The table; null for every table.</summary>
    public string? Table { get; init; }

    /// <summary>The apps; null for every app.</summary>
    public IReadOnlyList<long>? Apps { get; init; }

    /// <summary>The first metric date held; null for no bound.</summary>
    public DateOnly? From { get; init; }

    /// <summary>The last metric date held; null for no bound.</summary>
    public DateOnly? To { get; init; }

    /// <summary>The last processing date allowed for what the pin holds; null when the pin only excludes a delivery.</summary>
    public DateOnly? AsOf { get; init; }

    /// <summary>The delivery kept out; null when the pin holds dates.</summary>
    public string? ExcludedInstanceId { get; init; }

    /// <summary>
    /// The last processing date of one-time snapshots that may replace daily deliveries in what the pin covers; null for pins of
    /// another kind. Without such a pin a snapshot only fills dates that no daily delivery holds.
    /// </summary>
    public DateOnly? ReplacingUntil { get; init; }

    /// <summary>Why, in the words of the person who set it.</summary>
    public string Reason { get; init; } = "";

    /// <summary>Whether the pin is about that partition.</summary>
    public bool Covers(string table, long appId, DateOnly date) =>
        (Table is null || Table == table) && (Apps is null || Apps.Contains(appId)) && !(date < From) && !(date > To);

    /// <summary>What it does, in a sentence.</summary>
    public override string ToString()
    {
        var dates = (From, To) switch
        {
            (null, null) => "all dates",
            (_, null) => $"dates from {Day(From)}",
            (null, _) => $"dates up to {Day(To)}",
            _ => $"{Day(From)} to {Day(To)}",
        };
        var place = $"{Table ?? "every table"} of {(Apps is null ? "every app" : $"app {string.Join(", ", Apps)}")}, {dates}";
        var what = ExcludedInstanceId is { } excluded ? $"delivery {excluded} is kept out"
            : AsOf is { } asOf ? $"{place}: as of {Day(asOf)}"
            : $"{place}: snapshots up to {Day(ReplacingUntil)} replace daily deliveries";
        return $"{Name}: {what}{(Reason.Length > 0 ? $" ({Reason})" : "")}";
    }

    static string Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "";
}
