using System.Text.Json;
using Microsoft.DurableTask.Entities;

namespace AppleAnalytics.Polyfills.Tests.Fakes;

internal sealed class FakeEntityOperation(string name, string? json, FakeEntityState state) : TaskEntityOperation
{
    public override string Name => name;

    public override TaskEntityContext Context { get; } = new FakeEntityContext();

    public override TaskEntityState State => state;

    public override bool HasInput => json is not null;

    public override object? GetInput(Type inputType) => JsonSerializer.Deserialize(json!, inputType);
}
