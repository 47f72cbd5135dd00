namespace AppleAnalytics.Functions.Http;

/// <summary>The body of <c>POST /api/runs</c>, which may be empty: <c>{"date":"2026-11-20","apps":[1476097583],"tables":["downloads"]}</c>.</summary>
sealed record RunBody(DateOnly Date, IReadOnlyList<long> Apps, IReadOnlyList<string> Tables)
{
    /// <summary>Reads a body.</summary>
    /// <param name="json">The text.</param>
    /// <param name="today">Today, UTC.</param>
    /// <returns>The body, or the problem that names each wrong field and what is allowed.</returns>
    public static (RunBody? Body, Problem? Problem) Read(string json, DateOnly today)
    {
        using var fields = new BodyFields(string.IsNullOrWhiteSpace(json) ? "{}" : json, "Invalid run", "date", "apps", "tables");
        var body = new RunBody(fields.Date("date", required: false) ?? today, fields.Apps("apps"), fields.Tables("tables"));
        if (body.Date > today)
        {
            fields.Errors["date"] = $"The day to act as cannot be later than today, {today:yyyy-MM-dd}.";
        }

        return fields.Problem is { } problem ? (null, problem) : (body, null);
    }
}
