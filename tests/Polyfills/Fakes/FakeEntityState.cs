using System.Text.Json;
using Microsoft.DurableTask.Entities;

namespace AppleAnalytics.Polyfills.Tests.Fakes;

internal sealed class FakeEntityState : TaskEntityState
{
    public string? Json { get; set; }

    public int Writes { get; private set; }

    public override bool HasState => Json is not null;

    public override object? GetState(Type type) => Json is null ? null : JsonSerializer.Deserialize(Json, type);

    public override void SetState(object? state)
    {
        Writes++;
        Json = state is null ? null : JsonSerializer.Serialize(state);
    }
}
