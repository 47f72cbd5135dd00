using System.Text.Json;
using Microsoft.DurableTask;

namespace AppleAnalytics.LocalHost.Engine;

/// <summary>
/// The one serializer of the local host. It behaves as the isolated worker's default: System.Text.Json, property names
/// matched case-insensitively and written as declared, enums as numbers unless attributed.
/// </summary>
/// <remarks>Every input, output, status, event and entity state passes through here, so nothing is handed over by reference.</remarks>
internal sealed class WorkerJson : DataConverter
{
    private static readonly JsonSerializerOptions s_options = new() { PropertyNameCaseInsensitive = true };

    private WorkerJson()
    {
    }

    public static WorkerJson Converter { get; } = new();

    public static JsonSerializerOptions Options => s_options;

    public override string? Serialize(object? value) =>
        value is null ? null : JsonSerializer.Serialize(value, value.GetType(), s_options);

    public override object? Deserialize(string? data, Type targetType) =>
        data is null ? null : JsonSerializer.Deserialize(data, targetType, s_options);

    /// <summary>What <paramref name="data"/> says as a <typeparamref name="T"/>; the type's default when there is nothing.</summary>
    public static T? Read<T>(string? data) => data is null ? default : JsonSerializer.Deserialize<T>(data, s_options);

    /// <summary><paramref name="value"/> as JSON; null for null.</summary>
    public static string? Write(object? value) => Converter.Serialize(value) is { } json and not "null" ? json : null;

    /// <summary>One line of JSON with the meaning of <paramref name="json"/>; null for a JSON null.</summary>
    /// <exception cref="JsonException">The text is not JSON.</exception>
    public static string? Compact(string? json)
    {
        if (string.IsNullOrWhiteSpace(json))
        {
            return null;
        }

        using var document = JsonDocument.Parse(json);
        return document.RootElement.ValueKind == JsonValueKind.Null ? null : JsonSerializer.Serialize(document.RootElement, s_options);
    }
}
