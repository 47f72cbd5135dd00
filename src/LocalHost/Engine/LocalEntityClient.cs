using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Client.Entities;
using Microsoft.DurableTask.Entities;

namespace AppleAnalytics.LocalHost.Engine;

/// <summary>Signals entities and reads their committed state.</summary>
internal sealed class LocalEntityClient(DurableEngine engine, string hubName) : DurableEntityClient(hubName)
{
    public override Task SignalEntityAsync(
        EntityInstanceId id, string operationName, object? input = null, SignalEntityOptions? options = null, CancellationToken cancellation = default) =>
        engine.SignalAsync(id.ToString(), operationName, WorkerJson.Write(input), options?.SignalTime?.UtcDateTime).WaitAsync(cancellation);

    public override Task<EntityMetadata?> GetEntityAsync(EntityInstanceId id, bool includeState = true, CancellationToken cancellation = default) =>
        Task.FromResult(Find(id, entity => Untyped(entity, includeState)));

    public override Task<EntityMetadata<T>?> GetEntityAsync<T>(EntityInstanceId id, bool includeState = true, CancellationToken cancellation = default) =>
        Task.FromResult(Find(id, entity => Typed<T>(entity, includeState)));

    public override AsyncPageable<EntityMetadata> GetAllEntitiesAsync(EntityQuery? filter = null) => List(filter, Untyped);

    public override AsyncPageable<EntityMetadata<T>> GetAllEntitiesAsync<T>(EntityQuery? filter = null) => List(filter, Typed<T>);

    public override async Task<CleanEntityStorageResult> CleanEntityStorageAsync(
        CleanEntityStorageRequest? request = null, bool continueUntilComplete = true, CancellationToken cancellation = default)
    {
        var removed = (request ?? CleanEntityStorageRequest.Default).RemoveEmptyEntities ? await engine.CleanEntitiesAsync().WaitAsync(cancellation) : 0;
        return new CleanEntityStorageResult { EmptyEntitiesRemoved = removed };
    }

    private static EntityMetadata Untyped(EntityState entity, bool includeState) =>
        new(EntityInstanceId.FromString(entity.Id), includeState && entity.State is { } state ? new SerializedData(state, WorkerJson.Converter) : null)
        {
            LastModifiedTime = new DateTimeOffset(entity.UpdatedAt, TimeSpan.Zero),
            BacklogQueueSize = entity.Inbox.Count,
        };

    private static EntityMetadata<T> Typed<T>(EntityState entity, bool includeState)
    {
        var id = EntityInstanceId.FromString(entity.Id);
        var modified = new DateTimeOffset(entity.UpdatedAt, TimeSpan.Zero);
        return includeState && entity.State is { } state
            ? new EntityMetadata<T>(id, WorkerJson.Read<T>(state)) { LastModifiedTime = modified, BacklogQueueSize = entity.Inbox.Count }
            : new EntityMetadata<T>(id) { LastModifiedTime = modified, BacklogQueueSize = entity.Inbox.Count };
    }

    /// <summary>An entity without state does not exist, as far as clients are concerned.</summary>
    private T? Find<T>(EntityInstanceId id, Func<EntityState, T> convert)
        where T : class =>
        engine.Read(state => state.Entities.TryGetValue(id.ToString(), out var entity) && entity.State is not null ? convert(entity) : null);

    private AsyncPageable<T> List<T>(EntityQuery? filter, Func<EntityState, bool, T> convert)
        where T : notnull =>
        Pageable.Create<T>((continuation, pageSize, _) =>
            Task.FromResult(EntityPage.Read(engine, filter ?? new EntityQuery(), continuation ?? filter?.ContinuationToken, pageSize, convert)));
}
