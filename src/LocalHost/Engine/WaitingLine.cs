namespace AppleAnalytics.LocalHost.Engine;

/// <summary>First in, first out; nothing stands in it twice.</summary>
internal sealed class WaitingLine
{
    private readonly Queue<string> _queue = new();
    private readonly HashSet<string> _members = new(StringComparer.Ordinal);

    public int Count => _queue.Count;

    public void Add(string id)
    {
        if (_members.Add(id))
        {
            _queue.Enqueue(id);
        }
    }

    public bool TryTake(out string id)
    {
        if (!_queue.TryDequeue(out id!))
        {
            return false;
        }

        _members.Remove(id);
        return true;
    }
}
