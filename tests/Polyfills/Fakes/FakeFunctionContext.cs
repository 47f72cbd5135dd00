using System.Collections.Immutable;
using Azure.Core.Serialization;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace AppleAnalytics.Polyfills.Tests.Fakes;

internal sealed class FakeFunctionContext(IServiceProvider services) : FunctionContext
{
    public override string InvocationId => "i";

    public override string FunctionId => "f";

    public override TraceContext TraceContext { get; } = new FakeTraceContext();

    public override BindingContext BindingContext { get; } = new FakeBindingContext();

    public override RetryContext RetryContext => null!;

    public override IServiceProvider InstanceServices { get; set; } = services;

    public override FunctionDefinition FunctionDefinition { get; } = new FakeFunctionDefinition();

    public override IDictionary<object, object> Items { get; set; } = new Dictionary<object, object>();

    public override IInvocationFeatures Features { get; } = new FakeFeatures();

    public static FakeFunctionContext WithSerializer() => new(new ServiceCollection()
        .AddSingleton<ILoggerFactory>(NullLoggerFactory.Instance)
        .AddLogging()
        .Configure<WorkerOptions>(options => options.Serializer = new JsonObjectSerializer())
        .BuildServiceProvider());

    public static FakeFunctionContext WithoutSerializer() => new(new ServiceCollection().BuildServiceProvider());

    private sealed class FakeTraceContext : TraceContext
    {
        public override string TraceParent => "";

        public override string TraceState => "";
    }

    private sealed class FakeBindingContext : BindingContext
    {
        public override IReadOnlyDictionary<string, object?> BindingData { get; } = new Dictionary<string, object?>();
    }

    private sealed class FakeFunctionDefinition : FunctionDefinition
    {
        public override ImmutableArray<FunctionParameter> Parameters => [new("a", typeof(int))];

        public override string PathToAssembly => "";

        public override string EntryPoint => "";

        public override string Id => "";

        public override string Name => "";

        public override IImmutableDictionary<string, BindingMetadata> InputBindings =>
            ImmutableDictionary<string, BindingMetadata>.Empty;

        public override IImmutableDictionary<string, BindingMetadata> OutputBindings =>
            ImmutableDictionary<string, BindingMetadata>.Empty;
    }

    private sealed class FakeFeatures : Dictionary<Type, object>, IInvocationFeatures
    {
        public void Set<T>(T instance) => this[typeof(T)] = instance!;

        public T? Get<T>() => TryGetValue(typeof(T), out var value) ? (T)value : default;

        IEnumerator<KeyValuePair<Type, object>> IEnumerable<KeyValuePair<Type, object>>.GetEnumerator() => GetEnumerator();
    }
}
