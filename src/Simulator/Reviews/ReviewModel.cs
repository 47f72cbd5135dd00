using AppleAnalytics.Simulator.Data;

namespace AppleAnalytics.Simulator.Reviews;

/// <summary>The reviews of an app on a day: some are edited later, some are withdrawn, some get a response, a few of them weeks later.</summary>
internal sealed class ReviewModel(SimulatorOptions options)
{
    private static readonly string[] Titles =
        ["Great", "Crashes on start", "Très bien 👍", "素晴らしい", "Love it, but…", "\"Meh\"", "", "Update broke\tsync", "5/5"];

    private static readonly string[] Bodies =
    [
        "Does what it says.",
        "Line one\nline two, with a comma and an emoji 😀",
        "She said \"wow\" and then\tnothing.",
        "Nach dem Update läuft nichts mehr – bitte beheben!",
        "毎日使っています。\nありがとう！",
        "Backslash \\ and slash / and 'single quotes'; semicolons too.",
        "مفيد جدا",
        "Windows line\r\nends here.",
    ];

    /// <summary>Age in days of a review at which some are answered or withdrawn that nobody expects to change any more.</summary>
    private const int LateAge = 25;

    private readonly ulong _seed = (ulong)options.Seed;
    private readonly int _firstDay = Math.Max(Day.FirstOfHistory, options.ReviewsFrom is { } from ? Day.Number(from) : Day.FirstOfHistory);

    /// <summary>All reviews that can be read on day <paramref name="today"/>, newest first.</summary>
    public List<Review> Of(AppProfile app, int today)
    {
        var reviews = new List<Review>();
        for (var day = today; day >= _firstDay; day--)
        {
            for (var ordinal = 0; ordinal < Count(app, day); ordinal++)
            {
                if (At(app, day, ordinal, today) is { } review)
                {
                    reviews.Add(review);
                }
            }
        }
        reviews.Sort((a, b) => (b.Created, b.Id.Part).CompareTo((a.Created, a.Id.Part)));
        return reviews;
    }

    /// <summary>The review of this id as it reads on day <paramref name="today"/>, or null when there is none.</summary>
    public Review? Find(AppProfile app, EntityId id, int today) =>
        id.Day >= _firstDay && id.Part < Count(app, id.Day) ? At(app, id.Day, id.Part, today) : null;

    private int Count(AppProfile app, int day)
    {
        // About one a day for the largest app, one a month for a small one.
        var hash = Hash.Of(_seed, 0x4EF, (ulong)app.Index, (ulong)day);
        var expected = Math.Max(0.03, app.Weight);
        return Hash.Unit(hash) < expected ? 1 + (int)(hash & 1) : 0;
    }

    private Review? At(AppProfile app, int day, int ordinal, int today)
    {
        var hash = Hash.Of(_seed, 0x4F0, (ulong)app.Index, ((ulong)day << 8) + (ulong)ordinal);
        var date = Day.Of(day);

        // Apple writes Pacific time; summer time from March to October is near enough.
        var offset = TimeSpan.FromHours(date.Month is > 3 and < 11 ? -7 : -8);
        var created = new DateTimeOffset(date.ToDateTime(TimeOnly.MinValue), offset).AddSeconds(hash % 86400);
        var unborn = day > today || Day.Number(DateOnly.FromDateTime(created.UtcDateTime)) > today;
        var withdrawn = Hash.OneIn(hash >> 8, 40) && today - day >= (Hash.OneIn(hash >> 16, 3) ? LateAge : 5);
        if (unborn || withdrawn)
        {
            return null;
        }
        var editedAfter = 3 + (int)((hash >> 20) & 3);
        var edited = Hash.OneIn(hash >> 12, 10) && today - day >= editedAfter;
        var a = Hash.Mix(hash + (edited ? 2UL : 1UL));
        var territories = ((hash >> 50) & 7) == 0 ? Territories.ForReviews : Territories.LargeForReviews;
        var territory = territories[(int)((hash >> 24) % (ulong)territories.Length)];
        var body = Bodies[(int)((a >> 16) % (ulong)Bodies.Length)] + (edited ? "\nEdited: still " + Titles[(int)((a >> 20) % 3)] : "");
        return new Review(
            new EntityId(EntityKind.Review, app.Index, 0, 0, 0, 0, day, ordinal, 0), app, 1 + (int)((a >> 32) % 5),
            Titles[(int)((a >> 40) % (ulong)Titles.Length)], body, $"reviewer{hash % 100000}", created, territory,
            Response(app, day, ordinal, hash, created, today));
    }

    private static ReviewResponse? Response(AppProfile app, int day, int ordinal, ulong hash, DateTimeOffset created, int today)
    {
        var age = today - day;
        var answeredAt = Hash.OneIn(hash >> 36, 5) ? LateAge : 1;
        if (!Hash.OneIn(hash >> 28, 4) || age < answeredAt)
        {
            return null;
        }
        var id = new EntityId(EntityKind.ReviewResponse, app.Index, 0, 0, 0, 0, day, ordinal, 0);
        var body = (hash >> 32) % 2 == 0 ? "Thank you!" : "Danke für den Hinweis,\nwir kümmern uns darum.";
        return new ReviewResponse(id, body, created.AddDays(answeredAt - 1).AddHours(20), age > answeredAt);
    }
}
