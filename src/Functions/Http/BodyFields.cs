using System.Globalization;
using System.Text.Json;
using AppleAnalytics.Reports;
using AppleAnalytics.Runs;
using Microsoft.AspNetCore.Http;

namespace AppleAnalytics.Functions.Http;

/// <summary>The fields of a JSON body; what cannot be read becomes an error that names the field and what is allowed.</summary>
sealed class BodyFields : IDisposable
{
    readonly JsonDocument? _document;
    readonly Dictionary<string, JsonElement> _fields = new(StringComparer.OrdinalIgnoreCase);
    readonly string _title;
    readonly string _fault = "";

    /// <summary>Reads a body.</summary>
    /// <param name="json">The text.</param>
    /// <param name="title">The problem's title.</param>
    /// <param name="allowed">The fields a body may have.</param>
    public BodyFields(string json, string title, params string[] allowed)
    {
        _title = title;
        try
        {
            _document = JsonDocument.Parse(json);
        }
        catch (JsonException fault)
        {
            _fault = $"The body is not JSON (line {fault.LineNumber + 1}).";
            return;
        }

        if (_document.RootElement.ValueKind != JsonValueKind.Object)
        {
            _fault = "The body is not a JSON object.";
            return;
        }

        foreach (var field in _document.RootElement.EnumerateObject())
        {
            _fields[field.Name] = field.Value;
            if (!allowed.Contains(field.Name, StringComparer.OrdinalIgnoreCase))
            {
                Errors[field.Name] = $"There is no such field; allowed are {string.Join(", ", allowed)}.";
            }
        }
    }

    /// <summary>What is wrong, by field.</summary>
    public SortedDictionary<string, string> Errors { get; } = new(StringComparer.Ordinal);

    /// <summary>The problem to answer with, or null when the body can be used.</summary>
    public Problem? Problem => _fault.Length == 0 && Errors.Count == 0 ? null : new()
    {
        Title = _title,
        Status = StatusCodes.Status400BadRequest,
        Detail = _fault.Length > 0 ? _fault : "The body cannot be used; errors names the fields.",
        Errors = Errors.Count > 0 ? Errors : null,
    };

    /// <summary>A date, or null.</summary>
    public DateOnly? Date(string name, bool required)
    {
        if (!TryGet(name, out var value) && !required)
        {
            return null;
        }

        if (value.ValueKind == JsonValueKind.String
            && DateOnly.TryParseExact(value.GetString(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
        {
            return date;
        }

        Errors[name] = $"A date is {(required ? "required" : "allowed")} here, written YYYY-MM-DD in quotes, such as \"2026-11-01\".";
        return null;
    }

    /// <summary>Apple IDs, ascending; none when the field is not there.</summary>
    public IReadOnlyList<long> Apps(string name)
    {
        var ids = new List<long>();
        foreach (var item in Items(name))
        {
            if ((item.ValueKind == JsonValueKind.Number && item.TryGetInt64(out var id))
                || (item.ValueKind == JsonValueKind.String && long.TryParse(item.GetString(), NumberStyles.None, CultureInfo.InvariantCulture, out id)))
            {
                ids.Add(id);
                continue;
            }

            Errors[name] = "A list of Apple IDs is allowed here, such as [1476097583]; leave it out for every app.";
            return [];
        }

        return [.. ids.Distinct().Order()];
    }

    /// <summary>Table names as the catalogue spells them, in order; none when the field is not there.</summary>
    public IReadOnlyList<string> Tables(string name)
    {
        var names = Items(name).Select(i => i.ValueKind == JsonValueKind.String ? ReportCatalogue.Canonical(i.GetString()!) : null).ToList();
        if (names.Contains(null))
        {
            Errors[name] = $"A list of tables is allowed here, among {ReportCatalogue.KnownTables}; leave it out for all that are configured.";
            return [];
        }

        return [.. names.Select(n => n!).Distinct().Order(StringComparer.Ordinal)];
    }

    /// <summary>True or false; false when the field is not there.</summary>
    public bool Flag(string name)
    {
        if (!TryGet(name, out var value))
        {
            return false;
        }

        if (value.ValueKind is not (JsonValueKind.True or JsonValueKind.False))
        {
            Errors[name] = "true or false is allowed here.";
        }

        return value.ValueKind == JsonValueKind.True;
    }

    public void Dispose() => _document?.Dispose();

    bool TryGet(string name, out JsonElement value) => _fields.TryGetValue(name, out value) && value.ValueKind != JsonValueKind.Null;

    JsonElement[] Items(string name) =>
        !TryGet(name, out var value) ? [] : value.ValueKind == JsonValueKind.Array ? [.. value.EnumerateArray()] : [value];
}
