using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using AppleAnalytics.Curation;

namespace AppleAnalytics.Lake;

/// <summary>
/// How JSON stands in the lake: camelCase, indented, keys in ordinal order, amounts without trailing zeros, nulls left out,
/// a line feed at the end; so equal values are equal bytes.
/// </summary>
public static class LakeJson
{
    static readonly JsonWriterOptions Writing = new()
    {
        Indented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The serializer options; enums without a converter of their own are written as camelCase text.</summary>
    public static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        NumberHandling = JsonNumberHandling.Strict,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase), new PlainDecimal(), new VintageText() },
    };

    /// <summary>The bytes of a value.</summary>
    public static byte[] Serialize<T>(T value)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, Writing))
        {
            Write(writer, JsonSerializer.SerializeToNode(value, Options));
        }

        buffer.WriteByte((byte)'\n');
        return buffer.ToArray();
    }

    /// <summary>The value of an object's bytes.</summary>
    /// <param name="content">The bytes.</param>
    /// <param name="key">The object's key, for the message.</param>
    /// <exception cref="LakeException">The bytes are not JSON of that shape.</exception>
    public static T Deserialize<T>(ReadOnlySpan<byte> content, string key)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize<T>(content, Options) ?? throw new JsonException("The value is null.");
        }
        catch (Exception fault) when (fault is JsonException or FormatException)
        {
            var whatToDo = key.StartsWith(LakeLayout.ManifestRoot, StringComparison.Ordinal)
                ? "`reconcile` makes it again from the partitions."
                : "Restore it from a copy. Without a copy delete it: later runs write it again, but what it said of the past is gone.";
            throw new LakeException($"{key} in the lake cannot be read: {fault.Message} {whatToDo}", fault);
        }
    }

    static void Write(Utf8JsonWriter writer, JsonNode? node)
    {
        switch (node)
        {
            case JsonObject fields:
                writer.WriteStartObject();
                foreach (var (name, value) in fields.OrderBy(f => f.Key, StringComparer.Ordinal))
                {
                    writer.WritePropertyName(name);
                    Write(writer, value);
                }

                writer.WriteEndObject();
                break;
            case JsonArray items:
                writer.WriteStartArray();
                foreach (var item in items)
                {
                    Write(writer, item);
                }

                writer.WriteEndArray();
                break;
            case null:
                writer.WriteNullValue();
                break;
            default:
                node.WriteTo(writer, Options);
                break;
        }
    }

    sealed class PlainDecimal : JsonConverter<decimal>
    {
        public override decimal Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetDecimal();

        // Dividing by one with 28 decimals takes the trailing zeros off: 17.540000 and 17.54 are one amount.
        public override void Write(Utf8JsonWriter writer, decimal value, JsonSerializerOptions options) =>
            writer.WriteNumberValue(value / 1.0000000000000000000000000000m);
    }

    sealed class VintageText : JsonConverter<Vintage>
    {
        public override Vintage Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            Vintage.Parse(reader.GetString() ?? "");

        public override void Write(Utf8JsonWriter writer, Vintage value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
    }
}
