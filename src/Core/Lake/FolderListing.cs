using System.Collections.Immutable;

namespace AppleAnalytics.Lake;

/// <summary>Walks a folder in the ordinal order of its keys, as S3 lists.</summary>
internal static class FolderListing
{
    public static IEnumerable<ObjectInfo> Walk(FolderKeys keys, string prefix)
    {
        var (folder, folderKey, rest) = keys.ToFolder(prefix);
        return Walk(new DirectoryInfo(folder), folderKey, rest, isRoot: folderKey.Length == 0);
    }

    static IEnumerable<ObjectInfo> Walk(DirectoryInfo folder, string folderKey, string namePrefix, bool isRoot)
    {
        foreach (var (name, entry) in Entries(folder, namePrefix, isRoot))
        {
            if (entry is DirectoryInfo child)
            {
                foreach (var found in Walk(child, folderKey + name, "", isRoot: false))
                {
                    yield return found;
                }
            }
            else if (entry is FileInfo { Exists: true } file)
            {
                yield return new ObjectInfo(folderKey + name, file.Length, "", ImmutableDictionary<string, string>.Empty);
            }
        }
    }

    // A folder sorts as its name with a slash: "a.json" (0x2E) comes before "a/b" (0x2F).
    static List<(string Name, FileSystemInfo Entry)> Entries(DirectoryInfo folder, string namePrefix, bool isRoot)
    {
        var entries = new List<(string Name, FileSystemInfo Entry)>();
        if (!folder.Exists)
        {
            return entries;
        }

        try
        {
            foreach (var entry in folder.EnumerateFileSystemInfos())
            {
                if (entry.Name.StartsWith(namePrefix, StringComparison.Ordinal) && !(isRoot && FolderKeys.IsReserved(entry.Name)))
                {
                    entries.Add((entry is DirectoryInfo ? entry.Name + "/" : entry.Name, entry));
                }
            }
        }
        catch (DirectoryNotFoundException)
        {
            // A delete beside us emptied it.
        }

        entries.Sort((a, b) => string.CompareOrdinal(a.Name, b.Name));
        return entries;
    }
}
