using System.Text.Json;
using System.Text.Json.Serialization;

namespace Microsoft.DurableTask.Entities;

[JsonConverter(typeof(TextConverter))]
public readonly record struct EntityInstanceId
{
    private const char Separator = '@';

    public EntityInstanceId(string name, string key)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(key);
        if (name.Contains(Separator, StringComparison.Ordinal))
        {
            throw new ArgumentException("entity names may not contain `@` characters.", nameof(name));
        }

#pragma warning disable CA1308 // Entity names are lower case in every store.
        Name = name.ToLowerInvariant();
#pragma warning restore CA1308
        Key = key;
    }

    public string Name { get; }

    public string Key { get; }

    public static EntityInstanceId FromString(string instanceId)
    {
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        var end = instanceId[0] == Separator ? instanceId.IndexOf(Separator, 1) : -1;
        return end > 0
            ? new EntityInstanceId(instanceId[1..end], instanceId[(end + 1)..])
            : throw new ArgumentException($"Instance ID '{instanceId}' is not a valid entity ID.", nameof(instanceId));
    }

    public override string ToString() => $"@{Name}@{Key}";

    private sealed class TextConverter : JsonConverter<EntityInstanceId>
    {
        public override EntityInstanceId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            FromString(reader.GetString()!);

        public override void Write(Utf8JsonWriter writer, EntityInstanceId value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value.ToString());
    }
}
