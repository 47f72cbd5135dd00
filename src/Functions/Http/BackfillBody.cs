using System.Globalization;
using System.Text.Json;
using AppleAnalytics.Reports;
using AppleAnalytics.Runs;
using Microsoft.AspNetCore.Http;

namespace AppleAnalytics.Functions.Http;

/// <summary>The body of <c>POST /api/backfill</c>: <c>{"from":"2026-11-01","to":"2026-11-07","apps":[1476097583],"tables":["downloads"],"snapshot":false}</c>.</summary>
sealed record BackfillBody(DateOnly From, DateOnly To, IReadOnlyList<long> Apps, IReadOnlyList<string> Tables, bool Snapshot)
{
    /// <summary>Fields a body may have.</summary>
    static readonly string[] Fields = ["from", "to", "apps", "tables", "snapshot"];

    /// <summary>Reads a body.</summary>
    /// <param name="json">The text.</param>
    /// <param name="today">Today, UTC.</param>
    /// <returns>The body, or the problem that names each wrong field and what is allowed.</returns>
    public static (BackfillBody? Body, Problem? Problem) Read(string json, DateOnly today)
    {
        var errors = new SortedDictionary<string, string>(StringComparer.Ordinal);
        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(json);
        }
        catch (JsonException fault)
        {
            return (null, Invalid($"The body is not JSON (line {fault.LineNumber + 1}).", errors));
        }

        using (document)
        {
            if (document.RootElement.ValueKind != JsonValueKind.Object)
            {
                return (null, Invalid("The body is not a JSON object.", errors));
            }

            var fields = new Dictionary<string, JsonElement>(StringComparer.OrdinalIgnoreCase);
            foreach (var field in document.RootElement.EnumerateObject())
            {
                fields[field.Name] = field.Value;
                if (!Fields.Contains(field.Name, StringComparer.OrdinalIgnoreCase))
                {
                    errors[field.Name] = $"There is no such field; allowed are {string.Join(", ", Fields)}.";
                }
            }

            var from = Date(fields, "from", errors);
            var to = Date(fields, "to", errors);
            if (from > to)
            {
                errors["to"] = "to is before from; the range runs from the older to the newer date, both included.";
            }
            else if (from >= today)
            {
                errors["from"] = $"Apple delivers a date on the next day at the earliest; the newest date to ask for is {today.AddDays(-1):yyyy-MM-dd}.";
            }

            if (to < ProcessingWindow.HistoryStart)
            {
                errors["to"] = $"Apple's analytics reports begin on {ProcessingWindow.HistoryStart:yyyy-MM-dd}.";
            }

            var body = new BackfillBody(from ?? default, to ?? default, ReadApps(fields, errors), ReadTables(fields, errors), Flag(fields, "snapshot", errors));
            return errors.Count == 0 ? (body, null) : (null, Invalid("The body cannot be used; errors names the fields.", errors));
        }
    }

    static DateOnly? Date(Dictionary<string, JsonElement> fields, string name, SortedDictionary<string, string> errors)
    {
        if (fields.TryGetValue(name, out var value)
            && value.ValueKind == JsonValueKind.String
            && DateOnly.TryParseExact(value.GetString(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
        {
            return date;
        }

        errors[name] = $"A metric date is required here, written YYYY-MM-DD in quotes, such as \"2026-11-01\".";
        return null;
    }

    static IReadOnlyList<long> ReadApps(Dictionary<string, JsonElement> fields, SortedDictionary<string, string> errors)
    {
        if (!fields.TryGetValue("apps", out var value) || value.ValueKind == JsonValueKind.Null)
        {
            return [];
        }

        var ids = new List<long>();
        foreach (var item in value.ValueKind == JsonValueKind.Array ? value.EnumerateArray().ToArray() : [value])
        {
            if ((item.ValueKind == JsonValueKind.Number && item.TryGetInt64(out var id))
                || (item.ValueKind == JsonValueKind.String && long.TryParse(item.GetString(), NumberStyles.None, CultureInfo.InvariantCulture, out id)))
            {
                ids.Add(id);
                continue;
            }

            errors["apps"] = "A list of Apple IDs is allowed here, such as [1476097583]; leave it out for every app.";
            return [];
        }

        return [.. ids.Distinct().Order()];
    }

    static IReadOnlyList<string> ReadTables(Dictionary<string, JsonElement> fields, SortedDictionary<string, string> errors)
    {
        if (!fields.TryGetValue("tables", out var value) || value.ValueKind == JsonValueKind.Null)
        {
            return [];
        }

        var names = (value.ValueKind == JsonValueKind.Array ? value.EnumerateArray().ToArray() : [value])
            .Select(i => i.ValueKind == JsonValueKind.String ? ReportsOptions.Canonical(i.GetString()!) : null)
            .ToList();
        if (names.Contains(null))
        {
            errors["tables"] = $"A list of tables is allowed here, among {string.Join(", ", ReportCatalogue.TableNames)}; leave it out for all that are configured.";
            return [];
        }

        return [.. names.Select(n => n!).Distinct().Order(StringComparer.Ordinal)];
    }

    static bool Flag(Dictionary<string, JsonElement> fields, string name, SortedDictionary<string, string> errors)
    {
        if (!fields.TryGetValue(name, out var value) || value.ValueKind is JsonValueKind.Null or JsonValueKind.False)
        {
            return false;
        }

        if (value.ValueKind != JsonValueKind.True)
        {
            errors[name] = "true or false is allowed here.";
        }

        return value.ValueKind == JsonValueKind.True;
    }

    static Problem Invalid(string detail, SortedDictionary<string, string> errors) => new()
    {
        Title = "Invalid backfill",
        Status = StatusCodes.Status400BadRequest,
        Detail = detail,
        Errors = errors.Count > 0 ? errors : null,
    };
}
