using System.Text.Json;

namespace Amazon.Athena.Wire;

/// <summary>Members of JSON objects that may be absent or null.</summary>
static class JsonMembers
{
    public static string Text(this JsonElement element, string name) => element.Member(name) is { } value ? value.GetString() : null;

    public static long? Long(this JsonElement element, string name) => element.Member(name) is { } value ? value.GetInt64() : null;

    public static int? Int(this JsonElement element, string name) => element.Member(name) is { } value ? value.GetInt32() : null;

    public static bool? Flag(this JsonElement element, string name) => element.Member(name) is { } value ? value.GetBoolean() : null;

    /// <summary>awsJson sends points in time as seconds since 1970, with decimals.</summary>
    public static DateTime? Time(this JsonElement element, string name) =>
        element.Member(name) is { } value ? DateTime.UnixEpoch.AddMilliseconds(Math.Round(value.GetDouble() * 1000)) : null;

    public static T Object<T>(this JsonElement element, string name, Func<JsonElement, T> read)
        where T : class =>
        element.Member(name) is { } value ? read(value) : null;

    public static List<T> List<T>(this JsonElement element, string name, Func<JsonElement, T> read) =>
        element.Member(name) is { } value ? [.. value.EnumerateArray().Select(read)] : null;

    public static Dictionary<string, string> Map(this JsonElement element, string name) =>
        element.Member(name) is { } value ? value.EnumerateObject().ToDictionary(m => m.Name, m => m.Value.GetString()) : null;

    public static void Text(this Utf8JsonWriter writer, string name, string value)
    {
        if (value is not null)
        {
            writer.WriteString(name, value);
        }
    }

    public static void Int(this Utf8JsonWriter writer, string name, int? value)
    {
        if (value is { } number)
        {
            writer.WriteNumber(name, number);
        }
    }

    static JsonElement? Member(this JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;
}
