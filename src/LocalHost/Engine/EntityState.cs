using System.Text.Json.Serialization;

namespace AppleAnalytics.LocalHost.Engine;

/// <summary>Everything known about one entity.</summary>
internal sealed class EntityState
{
    /// <summary>In the form <c>@name@key</c>.</summary>
    public required string Id { get; init; }

    public DateTime UpdatedAt { get; set; }

    /// <summary>Null when the entity has no state (never set, or deleted).</summary>
    [JsonConverter(typeof(RawJsonConverter))]
    public string? State { get; set; }

    public List<OperationMessage> Inbox { get; set; } = [];
}
