using System.Text.Json;
using System.Text.Json.Serialization;
using AppleAnalytics.LocalHost.Configuration;
using AppleAnalytics.Simulator;

namespace AppleAnalytics.LocalHost.Commands;

/// <summary>
/// Which demo a lake holds. Kept in the state directory, so that playing it again plays the same days of the same
/// account and finds everything done, on whatever day that is.
/// </summary>
public sealed record DemoSettings
{
    /// <summary>Processing dates in all when there are more apps than <see cref="AppsWithFullHistory"/>.</summary>
    public const int ShortHistory = 10;

    /// <summary>Apps up to which the demo's account has all the 35 days of instances Apple keeps.</summary>
    public const int AppsWithFullHistory = 20;

    /// <summary>Calls per hour the simulated Apple grants; its real 3,500 would stretch a large demo over hours.</summary>
    public const int HourLimit = 1_000_000;

    /// <summary>Days the customer reviews go back from the first day; years of them would make the demo mostly about reviews.</summary>
    public const int ReviewHistoryDays = 90;

    static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    /// <summary>Full path of the lake.</summary>
    public required string Lake { get; init; }

    /// <summary>Apps of the simulated account.</summary>
    public required int Apps { get; init; }

    /// <summary>The simulator's seed.</summary>
    public required long Seed { get; init; }

    /// <summary>The first day played, UTC.</summary>
    public required DateOnly FirstDay { get; init; }

    /// <summary>How many days are played from the first on.</summary>
    public required int Days { get; init; }

    /// <summary>Age of the adopted apps' requests on the first day, in days; decides how many processing dates there are.</summary>
    public required int RequestAgeDays { get; init; }

    /// <summary>The account: the same whenever and wherever it is started again.</summary>
    /// <param name="stateFile">Where the simulator remembers report requests.</param>
    public SimulatorOptions Account(string stateFile) => new()
    {
        Seed = Seed,
        Apps = Apps,
        Today = FirstDay,
        RequestAgeDays = RequestAgeDays,
        ReviewsFrom = FirstDay.AddDays(-ReviewHistoryDays),
        HourLimit = HourLimit,
        StateFile = stateFile,
    };

    /// <summary>The days played, in order.</summary>
    [JsonIgnore]
    public IEnumerable<DateOnly> PlayedDays => Enumerable.Range(0, Days).Select(FirstDay.AddDays);

    /// <summary>
    /// Decides what to play: the demo the state directory remembers, else a new one that ends today.
    /// </summary>
    /// <param name="state">The state directory.</param>
    /// <param name="lake">Full path of the lake.</param>
    /// <param name="apps">Apps asked for, or null.</param>
    /// <param name="days">Days asked for, or null.</param>
    /// <param name="seed">Seed asked for, or null.</param>
    /// <param name="today">Today, UTC.</param>
    /// <exception cref="UserMistakeException">The lake or the state directory holds something else.</exception>
    internal static DemoSettings Decide(StateDirectory state, string lake, int? apps, int? days, long? seed, DateOnly today)
    {
        var played = TryRead(state);
        if (played is not null && played.Lake == lake)
        {
            if ((apps ?? played.Apps) != played.Apps || (seed ?? played.Seed) != played.Seed)
            {
                throw new UserMistakeException(
                    $"{lake} holds a demo of {played.Apps} apps with seed {played.Seed}; delete {lake} and {state.Path} to play another, or give it a folder of its own with --lake.");
            }

            // Fewer days than were played cannot be unplayed; more of them go on where it stopped.
            return played with { Days = Math.Max(played.Days, days ?? 0) };
        }

        if (Directory.Exists(lake) && Directory.EnumerateFileSystemEntries(lake).Any())
        {
            throw new UserMistakeException($"{lake} holds data that is not this demo's; choose an empty folder with --lake, so that invented numbers never mix with real ones.");
        }

        if (played is not null)
        {
            throw new UserMistakeException(
                $"{state.Path} belongs to the demo in {played.Lake}; delete it, or set LocalHost__StateDir to a directory for this one.");
        }

        const int defaultApps = 12;
        const int defaultDays = 2;
        const int longerThanApplesWindow = 60;
        var count = apps ?? defaultApps;
        var length = days ?? defaultDays;
        return new()
        {
            Lake = lake,
            Apps = count,
            Seed = seed ?? 1,
            FirstDay = today.AddDays(1 - length),
            Days = length,
            RequestAgeDays = count <= AppsWithFullHistory ? longerThanApplesWindow : Math.Max(2, ShortHistory + 1 - length),
        };
    }

    /// <summary>Reads what the state directory remembers.</summary>
    /// <returns>Null when no demo was played there.</returns>
    public static DemoSettings? TryRead(StateDirectory state)
    {
        ArgumentNullException.ThrowIfNull(state);
        if (!File.Exists(state.DemoFile))
        {
            return null;
        }

        try
        {
            return JsonSerializer.Deserialize<DemoSettings>(File.ReadAllBytes(state.DemoFile), Json);
        }
        catch (JsonException damage)
        {
            throw new UserMistakeException($"{state.DemoFile} is damaged; delete {state.Path} and the demo's lake, and play it again.", damage);
        }
    }

    /// <summary>Keeps real data out of a demo's lake, where nobody could tell them apart afterwards.</summary>
    /// <exception cref="UserMistakeException">The lake is the demo's.</exception>
    internal static void RefuseRealData(StateDirectory state, string lake)
    {
        if (TryRead(state) is { } demo && demo.Lake == lake)
        {
            throw new UserMistakeException(
                $"{lake} holds the invented data of a demo; set Lake__Root to another folder, or delete {lake} and {state.Path} to start with real data.");
        }
    }

    /// <summary>Remembers the demo; done before its first step, so that a killed demo is the same one afterwards.</summary>
    internal void Write(StateDirectory state)
    {
        var temporary = state.DemoFile + ".new";
        File.WriteAllText(temporary, JsonSerializer.Serialize(this, Json) + "\n");
        File.Move(temporary, state.DemoFile, overwrite: true);
    }
}
