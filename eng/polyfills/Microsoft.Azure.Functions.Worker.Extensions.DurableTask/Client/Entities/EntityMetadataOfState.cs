using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;
using Microsoft.DurableTask.Entities;

namespace Microsoft.DurableTask.Client.Entities;

[JsonConverter(typeof(EntityMetadataConverter))]
public class EntityMetadata<TState>
{
    private readonly TState? _state;

    public EntityMetadata(EntityInstanceId id)
    {
        if (id == default)
        {
            throw new ArgumentException("An entity ID is required.", nameof(id));
        }

        Id = id;
    }

    public EntityMetadata(EntityInstanceId id, TState? state)
        : this(id)
    {
        _state = state;
        IncludesState = state is not null;
    }

    public EntityInstanceId Id { get; }

    public DateTimeOffset LastModifiedTime { get; init; }

    public int BacklogQueueSize { get; init; }

    public string? LockedBy { get; init; }

    [MemberNotNullWhen(true, nameof(State))]
    public bool IncludesState { get; }

    public TState State => IncludesState
        ? _state!
        : throw new InvalidOperationException($"Cannot retrieve state when {nameof(IncludesState)}=false");
}
