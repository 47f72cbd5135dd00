using AppleAnalytics.Reports;

namespace AppleAnalytics.Functions.Http;

/// <summary>
/// The body of <c>POST /api/backfill</c>: <c>{"from":"2026-11-01","to":"2026-11-07","apps":[1476097583],"tables":["downloads"]}</c>, or
/// <c>{"snapshot":true}</c> for the whole history, with <c>replace</c> and <c>noWait</c>.
/// </summary>
sealed record BackfillBody(
    DateOnly From, DateOnly To, IReadOnlyList<long> Apps, IReadOnlyList<string> Tables, bool Snapshot, bool Replace, bool NoWait)
{
    /// <summary>Reads a body.</summary>
    /// <param name="json">The text.</param>
    /// <param name="today">Today, UTC.</param>
    /// <returns>The body, or the problem that names each wrong field and what is allowed.</returns>
    public static (BackfillBody? Body, Problem? Problem) Read(string json, DateOnly today)
    {
        using var fields = new BodyFields(json, "Invalid backfill", "from", "to", "apps", "tables", "snapshot", "replace", "noWait");
        var snapshot = fields.Flag("snapshot");
        var from = fields.Date("from", required: !snapshot) ?? (snapshot ? TableDefinition.FirstHistory : default);
        var to = fields.Date("to", required: !snapshot) ?? (snapshot ? today.AddDays(-1) : default);
        var body = new BackfillBody(
            from, to, fields.Apps("apps"), fields.Tables("tables"), snapshot, fields.Flag("replace"), fields.Flag("noWait"));
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

        foreach (var (name, isSet) in new[] { ("replace", body.Replace), ("noWait", body.NoWait) })
        {
            if (isSet && !snapshot)
            {
                fields.Errors[name] = $"{name} is about snapshots; set snapshot to true too.";
            }
        }

        return fields.Problem is { } problem ? (null, problem) : (body, null);
    }
}
