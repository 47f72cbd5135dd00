namespace AppleAnalytics.LocalHost.Engine;

/// <summary>What waits for a time: a durable timer, a delayed start or a delayed signal.</summary>
/// <param name="Id">Instance id, or entity id in the form <c>@name@key</c>.</param>
/// <param name="Execution">Execution the timer belongs to; null for a delayed message.</param>
/// <param name="Number">Sequence number of the timer, or id of the message.</param>
internal readonly record struct DueItem(string Id, string? Execution, long Number);

/// <summary>Waiting items in order of time, equal times in order of arrival. Items may have become void; the owner checks that.</summary>
internal sealed class DueQueue
{
    private readonly PriorityQueue<DueItem, (DateTime Due, long Order)> _items = new();
    private long _order;

    public void Add(DateTime due, DueItem item) => _items.Enqueue(item, (due, _order++));

    /// <summary>The earliest item that is not void, which stays in the queue; false when there is none.</summary>
    public bool TryPeek(Func<DueItem, bool> isValid, out DueItem item, out DateTime due)
    {
        while (_items.TryPeek(out item, out var priority))
        {
            if (isValid(item))
            {
                due = priority.Due;
                return true;
            }

            _items.Dequeue();
        }

        due = default;
        return false;
    }

    public void RemoveFirst() => _items.Dequeue();
}
