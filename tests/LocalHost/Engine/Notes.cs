using System.Collections.Concurrent;

namespace AppleAnalytics.LocalHost.Tests.Engine;

/// <summary>What functions write down for the test, and gates at which they wait for it.</summary>
internal sealed class Notes
{
    private readonly ConcurrentQueue<string> _lines = new();
    private readonly ConcurrentDictionary<string, TaskCompletionSource> _gates = new();

    public IReadOnlyList<string> Lines => [.. _lines];

    public int Count(string line) => _lines.Count(l => l == line);

    public void Add(string line) => _lines.Enqueue(line);

    /// <summary>Says that it was reached, and waits until the test opens it.</summary>
    public Task PassAsync(string gate, CancellationToken cancellation = default)
    {
        Gate(gate + ":reached").TrySetResult();
        return Gate(gate).Task.WaitAsync(cancellation);
    }

    public Task ReachedAsync(string gate) => Gate(gate + ":reached").Task.WaitAsync(TimeSpan.FromSeconds(120));

    public void Open(string gate) => Gate(gate).TrySetResult();

    private TaskCompletionSource Gate(string name) =>
        _gates.GetOrAdd(name, _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
}
