using System.Text.Json;

namespace Amazon.SecretsManager.Wire;

/// <summary>Members of JSON objects that may be absent or null.</summary>
static class JsonMembers
{
    public static string Text(this JsonElement element, string name) => element.Member(name) is { } value ? value.GetString() : null;

    /// <summary>awsJson sends points in time as seconds since 1970, with decimals.</summary>
    public static DateTime? Time(this JsonElement element, string name) =>
        element.Member(name) is { } value ? DateTime.UnixEpoch.AddMilliseconds(Math.Round(value.GetDouble() * 1000)) : null;

    public static MemoryStream Bytes(this JsonElement element, string name) =>
        element.Member(name) is { } value ? new MemoryStream(value.GetBytesFromBase64()) : null;

    public static List<string> Texts(this JsonElement element, string name) =>
        element.Member(name) is { } value ? [.. value.EnumerateArray().Select(text => text.GetString())] : null;

    public static void Text(this Utf8JsonWriter writer, string name, string value)
    {
        if (value is not null)
        {
            writer.WriteString(name, value);
        }
    }

    static JsonElement? Member(this JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;
}
