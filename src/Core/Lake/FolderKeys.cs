namespace AppleAnalytics.Lake;

/// <summary>Maps keys to paths under a root and refuses keys that would leave it.</summary>
internal sealed class FolderKeys(string root)
{
    public string Root { get; } = root;

    /// <summary>Where writes are prepared; on the root's file system, so that the move into place is atomic.</summary>
    public string Staging { get; } = Path.Combine(root, ".staging");

    /// <summary>Where the lock files are.</summary>
    public string Locks { get; } = Path.Combine(root, ".locks");

    public string ToPath(string key)
    {
        Check(key, isPrefix: false);
        return Path.Combine(Root, key.Replace('/', Path.DirectorySeparatorChar));
    }

    /// <summary>The folder that holds every key beginning with the prefix, and the rest of the prefix.</summary>
    public (string Folder, string FolderKey, string NamePrefix) ToFolder(string prefix)
    {
        Check(prefix, isPrefix: true);
        var cut = prefix.LastIndexOf('/') + 1;
        var folderKey = prefix[..cut];
        return (Path.Combine(Root, folderKey.TrimEnd('/').Replace('/', Path.DirectorySeparatorChar)), folderKey, prefix[cut..]);
    }

    public static bool IsReserved(string firstSegment) => firstSegment.StartsWith('.');

    /// <summary>Refuses keys that a folder could not hold; S3 refuses them too, so that a lake can be moved between the two.</summary>
    public static void Check(string key, bool isPrefix)
    {
        ArgumentNullException.ThrowIfNull(key);
        if (isPrefix && key.Length == 0)
        {
            return;
        }

        var segments = key.Split('/');
        var last = segments.Length - 1;
        for (var i = 0; i < segments.Length; i++)
        {
            var segment = segments[i];
            var mayBeEmpty = isPrefix && i == last && i > 0;
            if ((segment.Length == 0 && !mayBeEmpty) || segment is "." or ".." || segment.AsSpan().ContainsAny("\\:\0") || segment.Any(char.IsControl))
            {
                throw new ArgumentException($"'{key}' is no key of the lake: keys are segments between slashes, without '.', '..', backslash, colon or control characters.", nameof(key));
            }
        }

        if (IsReserved(segments[0]))
        {
            throw new ArgumentException($"'{key}' is no key of the lake: a key does not begin with a dot.", nameof(key));
        }
    }
}
