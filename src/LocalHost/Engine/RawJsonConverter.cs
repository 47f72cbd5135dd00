using System.Text.Json;
using System.Text.Json.Serialization;

namespace AppleAnalytics.LocalHost.Engine;

/// <summary>Keeps a payload, which is JSON already, as JSON inside the journal instead of as an escaped string.</summary>
internal sealed class RawJsonConverter : JsonConverter<string>
{
    public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using var document = JsonDocument.ParseValue(ref reader);
        return document.RootElement.GetRawText();
    }

    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options)
    {
        // A record is one line, so a payload that came in with line breaks is written without them.
        var line = value.AsSpan().IndexOfAny('\r', '\n') < 0 ? value : WorkerJson.Compact(value) ?? "null";
        writer.WriteRawValue(line, skipInputValidation: true);
    }
}
