using System.Collections.Concurrent;
using AppleAnalytics.Simulator.Data;
using AppleAnalytics.Simulator.Faults;

namespace AppleAnalytics.Simulator.Storage;

/// <summary>Files written when first asked for and kept within a bound; checksums and sizes are kept for all.</summary>
internal sealed class SegmentStore(SegmentWriter writer)
{
    private const long CapacityBytes = 32L << 20;

    private readonly Lock _lock = new();
    private readonly Dictionary<(EntityId, FileForm), LinkedListNode<(EntityId, FileForm, StoredSegment File)>> _files = [];
    private readonly LinkedList<(EntityId, FileForm, StoredSegment File)> _byUse = new();
    private readonly ConcurrentDictionary<(EntityId, FileForm), (string Md5, int Size)> _facts = new();
    private long _bytes;

    public (string Md5, int Size) Facts(Instance instance, int segment, FileForm form)
    {
        if (_facts.TryGetValue((instance.SegmentId(segment), form), out var known))
        {
            return known;
        }
        var file = Get(instance, segment, form);
        return (file.Md5, file.Bytes.Length);
    }

    public StoredSegment Get(Instance instance, int segment, FileForm form)
    {
        var key = (instance.SegmentId(segment), form);
        lock (_lock)
        {
            if (_files.TryGetValue(key, out var node))
            {
                _byUse.Remove(node);
                _byUse.AddFirst(node);
                return node.Value.File;
            }
        }

        // Two callers may write the same file at once; both get the same bytes.
        var file = writer.Write(instance, segment, form);
        _facts[key] = (file.Md5, file.Bytes.Length);
        lock (_lock)
        {
            if (_files.TryAdd(key, null!))
            {
                _files[key] = _byUse.AddFirst((key.Item1, form, file));
                _bytes += file.Bytes.Length;
            }
            while (_bytes > CapacityBytes && _byUse.Count > 1)
            {
                var oldest = _byUse.Last!;
                _byUse.RemoveLast();
                _files.Remove((oldest.Value.Item1, oldest.Value.Item2));
                _bytes -= oldest.Value.File.Bytes.Length;
            }
        }
        return file;
    }
}
