namespace AppleAnalytics.Curation;

/// <summary>
/// A few objects that are expensive to make, kept for the next who needs one. No concurrent collection: the first use of one starts
/// an event source, which takes a cold process longer than reading a small file.
/// </summary>
internal sealed class KeptObjects<T>(int capacity)
    where T : class
{
    readonly Stack<T> _kept = new(capacity);

    /// <summary>Takes one out, or gives null when none is kept.</summary>
    public T? TryTake()
    {
        lock (_kept)
        {
            return _kept.TryPop(out var kept) ? kept : null;
        }
    }

    /// <summary>Keeps one, unless there are enough.</summary>
    public void Keep(T kept)
    {
        lock (_kept)
        {
            if (_kept.Count < capacity)
            {
                _kept.Push(kept);
            }
        }
    }
}
