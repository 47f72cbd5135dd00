using System.Collections.Immutable;
using System.Runtime.CompilerServices;

namespace AppleAnalytics.Lake;

/// <summary>
/// A lake in a folder. Every write is prepared beside the data and moved into place, so a kill leaves the old object;
/// conditions are checked under a lock that holds between threads and processes; content that is already there is not
/// rewritten. The entity tag is the MD5 of the content. Keys are as case-sensitive as the file system.
/// </summary>
public sealed class FolderObjectStore : ObjectStore
{
    static readonly IReadOnlyDictionary<string, string> NoMetadata = ImmutableDictionary<string, string>.Empty;

    readonly FolderKeys _keys;
    readonly FolderLocks _locks;
    readonly FolderStaging _staging;

    /// <summary>Opens the folder and creates it where missing.</summary>
    /// <param name="root">The folder's path; relative paths are taken from the current directory.</param>
    /// <exception cref="LakeException">The folder cannot be created or written.</exception>
    public FolderObjectStore(string root)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(root);
        Location = Path.TrimEndingDirectorySeparator(Path.GetFullPath(root));
        _keys = new(Location);
        _locks = new(_keys.Locks);
        _staging = new(_keys.Staging, Location);
        try
        {
            Directory.CreateDirectory(_keys.Locks);
            _staging.Prepare();
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw new LakeException($"The lake folder {Location} cannot be written ({fault.Message.TrimEnd('.')}). Set Lake__Root to a folder this user may write.", fault);
        }
    }

    /// <inheritdoc/>
    public override string Location { get; }

    /// <inheritdoc/>
    public override Task<StoredObject?> OpenReadAsync(string key, CancellationToken cancellation = default)
    {
        var file = OpenFile(key);
        if (file is null)
        {
            return Task.FromResult<StoredObject?>(null);
        }

        try
        {
            var etag = EntityTag.Of(file, cancellation);
            file.Position = 0;
            return Task.FromResult<StoredObject?>(new StoredObject(new ObjectInfo(key, file.Length, etag, NoMetadata), file));
        }
        catch (Exception fault)
        {
            file.Dispose();
            if (fault is IOException)
            {
                throw LakeFaults.Reading(Location, key, fault);
            }

            throw;
        }
    }

    /// <inheritdoc/>
    public override Task<Stream?> OpenContentAsync(string key, CancellationToken cancellation = default) => Task.FromResult<Stream?>(OpenFile(key));

    /// <inheritdoc/>
    public override Task<(byte[] Content, string ETag)?> ReadAsync(string key, CancellationToken cancellation = default)
    {
        using var file = OpenFile(key);
        if (file is null)
        {
            return Task.FromResult<(byte[] Content, string ETag)?>(null);
        }

        try
        {
            var content = new byte[file.Length];
            file.ReadExactly(content);
            return Task.FromResult<(byte[] Content, string ETag)?>((content, EntityTag.Of(content)));
        }
        catch (IOException fault)
        {
            throw LakeFaults.Reading(Location, key, fault);
        }
    }

    /// <inheritdoc/>
    public override async Task<PutResult> PutAsync(string key, Stream content, PutOptions options, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(content);
        ArgumentNullException.ThrowIfNull(options);
        var path = _keys.ToPath(key);
        var staged = _staging.NewPath();
        var moved = false;
        try
        {
            var (etag, size) = await _staging.WriteAsync(key, staged, content, cancellation);
            using var held = await _locks.AcquireAsync(key, cancellation);
            var present = Describe(key, path, needsHash: options.OnlyIfETag is not null, size, cancellation);
            if (!IsMet(options, present))
            {
                return PutResult.ConditionFailed;
            }

            if (present?.ETag != etag)
            {
                MoveIntoPlace(key, staged, path);
                moved = true;
            }

            return new PutResult(true, etag);
        }
        finally
        {
            if (!moved)
            {
                File.Delete(staged);
            }
        }
    }

    /// <inheritdoc/>
    public override async Task<PutResult> PutAsync(string key, ReadOnlyMemory<byte> content, PutOptions options, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        var path = _keys.ToPath(key);
        var etag = EntityTag.Of(content.Span);
        using var held = await _locks.AcquireAsync(key, cancellation);
        var present = Describe(key, path, needsHash: options.OnlyIfETag is not null, content.Length, cancellation);
        if (!IsMet(options, present))
        {
            return PutResult.ConditionFailed;
        }

        if (present?.ETag != etag)
        {
            var staged = _staging.NewPath();
            try
            {
                _staging.Write(key, staged, content.Span);
                MoveIntoPlace(key, staged, path);
            }
            catch
            {
                File.Delete(staged);
                throw;
            }
        }

        return new PutResult(true, etag);
    }

    /// <inheritdoc/>
    public override async Task DeleteAsync(string key, CancellationToken cancellation = default)
    {
        var path = _keys.ToPath(key);
        if (!File.Exists(path))
        {
            return;
        }

        using var held = await _locks.AcquireAsync(key, cancellation);
        try
        {
            if (File.Exists(path))
            {
                File.Delete(path);
                DeleteEmptyFolders(Path.GetDirectoryName(path)!);
            }
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw LakeFaults.Writing(Location, key, fault);
        }
    }

    /// <inheritdoc/>
    /// <remarks>A folder keeps no versions; what killed writes left behind is no version, but may hold what is to be erased.</remarks>
    public override async Task<int> EraseAsync(string key, bool keepPresent = false, CancellationToken cancellation = default)
    {
        _staging.DeleteAbandoned();
        if (keepPresent || !File.Exists(_keys.ToPath(key)))
        {
            return 0;
        }

        await DeleteAsync(key, cancellation);
        return 1;
    }

    /// <inheritdoc/>
    public override async Task<ObjectInfo?> HeadAsync(string key, CancellationToken cancellation = default)
    {
        await using var stored = await OpenReadAsync(key, cancellation);
        return stored?.Info;
    }

    /// <inheritdoc/>
    public override async IAsyncEnumerable<ObjectInfo> ListAsync(string prefix, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        await Task.CompletedTask;
        foreach (var file in FolderListing.Walk(_keys, prefix))
        {
            cancellation.ThrowIfCancellationRequested();
            yield return file;
        }
    }

    static bool IsMet(PutOptions options, ObjectInfo? present) =>
        !(options.OnlyIfAbsent && present is not null) && (options.OnlyIfETag is null || present?.ETag == options.OnlyIfETag);

    FileStream? OpenFile(string key)
    {
        var path = _keys.ToPath(key);
        if (!File.Exists(path))
        {
            // Most of what is looked for was never written, and an exception costs more than a look.
            return null;
        }

        try
        {
            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        }
        catch (Exception fault) when (fault is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw LakeFaults.Reading(Location, key, fault);
        }
    }

    ObjectInfo? Describe(string key, string path, bool needsHash, long size, CancellationToken cancellation)
    {
        // Most writes change the size or are unconditional: then the present content need not be read.
        var present = new FileInfo(path);
        if (!present.Exists)
        {
            return null;
        }

        if (!needsHash && present.Length != size)
        {
            return new ObjectInfo(key, present.Length, "", NoMetadata);
        }

        using var file = OpenFile(key);
        try
        {
            return file is null ? null : new ObjectInfo(key, file.Length, EntityTag.Of(file, cancellation), NoMetadata);
        }
        catch (IOException fault)
        {
            throw LakeFaults.Reading(Location, key, fault);
        }
    }

    void MoveIntoPlace(string key, string staged, string path)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                var folder = Path.GetDirectoryName(path)!;
                if (!Directory.Exists(folder))
                {
                    Directory.CreateDirectory(folder);
                }

                File.Move(staged, path, overwrite: true);
                return;
            }
            catch (IOException fault) when (attempt < 100 && !LakeFaults.IsNoSpace(fault))
            {
                // A delete beside us took the folder away when it became empty; what is thrown then depends on how far
                // making it again had come.
            }
            catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
            {
                throw LakeFaults.Writing(Location, key, fault);
            }
        }
    }

    void DeleteEmptyFolders(string folder)
    {
        for (; folder.Length > Location.Length; folder = Path.GetDirectoryName(folder)!)
        {
            try
            {
                Directory.Delete(folder);
            }
            catch (IOException)
            {
                // Not empty, or already gone: a folder is nothing a key shows.
                return;
            }
        }
    }
}
