using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace AppleAnalytics.Reviews;

/// <summary>One page of Apple's list of reviews, as JSON: its name in the lake, and what may have to be taken out of it.</summary>
internal static class ReviewPage
{
    const string Reviews = "customerReviews";
    const string Responses = "customerReviewResponses";

    static readonly JsonSerializerOptions Writing = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The page without the reviews that are to be left out, and with personal fields in the form asked for.</summary>
    /// <param name="body">The page.</param>
    /// <param name="leaveOut">Which reviews go, by id; their responses go with them.</param>
    /// <param name="fields">The form of personal fields.</param>
    /// <returns>The very bytes given when nothing is to be changed.</returns>
    public static ReadOnlyMemory<byte> Rewrite(ReadOnlyMemory<byte> body, Predicate<string> leaveOut, PersonalFields fields)
    {
        var page = JsonNode.Parse(body.Span)!.AsObject();
        var responses = new HashSet<string>(StringComparer.Ordinal);
        var changed = Filter(page["data"], item =>
        {
            if (Text(item["id"]) is not { } id || !leaveOut(id))
            {
                return true;
            }

            responses.Add(Text(item["relationships"]?["response"]?["data"]?["id"]) ?? "");
            return false;
        });
        changed |= Filter(page["included"], item =>
            Text(item["type"]) != Responses
            || !(responses.Contains(Text(item["id"]) ?? "") || (Text(item["relationships"]?["review"]?["data"]?["id"]) is { } review && leaveOut(review))));
        changed |= Apply(page["data"], fields) | Apply(page["included"], fields);
        return changed ? JsonSerializer.SerializeToUtf8Bytes(page, Writing) : body;
    }

    /// <summary>The reviews on a page whose id is that: when they were created, as sent.</summary>
    public static IEnumerable<string?> CreatedOf(ReadOnlyMemory<byte> body, string reviewId) =>
        (JsonNode.Parse(body.Span)?["data"] as JsonArray ?? []).OfType<JsonObject>()
            .Where(item => Text(item["id"]) == reviewId)
            .Select(item => Text(item["attributes"]?["createdDate"]));

    /// <summary>Whether a page holds no review.</summary>
    public static bool IsEmpty(ReadOnlyMemory<byte> body) => JsonNode.Parse(body.Span)?["data"] is not JsonArray { Count: > 0 };

    /// <summary>The page's name, from the reviews alone: links hold the host and cursors, which may differ between two reads of the same reviews.</summary>
    public static string Name(ReadOnlyMemory<byte> body)
    {
        using var document = JsonDocument.Parse(body);
        using var content = new MemoryStream();
        using (var json = new Utf8JsonWriter(content))
        {
            json.WriteStartArray();
            foreach (var part in (string[])["data", "included"])
            {
                if (document.RootElement.TryGetProperty(part, out var value))
                {
                    WriteWithoutLinks(json, value);
                }
            }

            json.WriteEndArray();
        }

        return Convert.ToHexStringLower(SHA256.HashData(content.GetBuffer().AsSpan(0, (int)content.Length)))[..32];
    }

    static bool Filter(JsonNode? items, Predicate<JsonObject> stays)
    {
        var leaving = (items as JsonArray ?? []).OfType<JsonObject>().Where(item => !stays(item)).ToList();
        leaving.ForEach(item => items!.AsArray().Remove(item));
        return leaving.Count > 0;
    }

    static bool Apply(JsonNode? items, PersonalFields fields)
    {
        var changed = false;
        foreach (var item in (items as JsonArray ?? []).OfType<JsonObject>())
        {
            if (item["attributes"] is JsonObject attributes && PersonalFields.Attributes.TryGetValue(Text(item["type"]) ?? Reviews, out var names))
            {
                foreach (var name in names)
                {
                    var value = Text(attributes[name]);
                    if (fields.Apply(value) is var kept && kept != value)
                    {
                        attributes[name] = kept;
                        changed = true;
                    }
                }
            }
        }

        return changed;
    }

    static string? Text(JsonNode? node) => node is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    static void WriteWithoutLinks(Utf8JsonWriter json, JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                json.WriteStartObject();
                foreach (var member in element.EnumerateObject().Where(m => m.Name != "links"))
                {
                    json.WritePropertyName(member.Name);
                    WriteWithoutLinks(json, member.Value);
                }

                json.WriteEndObject();
                break;
            case JsonValueKind.Array:
                json.WriteStartArray();
                foreach (var item in element.EnumerateArray())
                {
                    WriteWithoutLinks(json, item);
                }

                json.WriteEndArray();
                break;
            default:
                element.WriteTo(json);
                break;
        }
    }
}
