using AppleAnalytics.Reports;
using AppleAnalytics.Runs;

namespace AppleAnalytics.Functions.Http;

/// <summary>The body of <c>POST /api/backfill</c>: <c>{"from":"2026-11-01","to":"2026-11-07","apps":[1476097583],"tables":["downloads"],"snapshot":false}</c>.</summary>
sealed record BackfillBody(DateOnly From, DateOnly To, IReadOnlyList<long> Apps, IReadOnlyList<string> Tables, bool Snapshot)
{
    /// <summary>Reads a body.</summary>
    /// <param name="json">The text.</param>
    /// <param name="today">Today, UTC.</param>
    /// <returns>The body, or the problem that names each wrong field and what is allowed.</returns>
    public static (BackfillBody? Body, Problem? Problem) Read(string json, DateOnly today)
    {
        using var fields = new BodyFields(json, "Invalid backfill", "from", "to", "apps", "tables", "snapshot");
        var (from, to) = (fields.Date("from", required: true), fields.Date("to", required: true));
        var body = new BackfillBody(from ?? default, to ?? default, fields.Apps("apps"), fields.Tables("tables"), fields.Flag("snapshot"));
        if (from > to)
        {
            fields.Errors["to"] = "to is before from; the range runs from the older to the newer metric date, both included.";
        }
        else if (from >= today)
        {
            fields.Errors["from"] = $"Apple delivers a date on the next day at the earliest; the newest date to ask for is {today.AddDays(-1):yyyy-MM-dd}.";
        }
        else if (to < TableDefinition.FirstHistory)
        {
            fields.Errors["to"] = $"Apple's analytics reports begin on {TableDefinition.FirstHistory:yyyy-MM-dd}.";
        }

        return fields.Problem is { } problem ? (null, problem) : (body, null);
    }
}
