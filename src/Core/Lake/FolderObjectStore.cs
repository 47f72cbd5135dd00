using System.Buffers;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;

namespace AppleAnalytics.Lake;

/// <summary>
/// A lake in a folder. Every write is prepared beside the data and moved into place, so a kill leaves the old object;
/// conditions are checked under a lock that holds between threads and processes; content that is already there is not
/// rewritten. The entity tag is the MD5 of the content. Keys are as case-sensitive as the file system.
/// </summary>
public sealed class FolderObjectStore : ObjectStore
{
    /// <summary>A write in the making changes its file all the time; one untouched that long was killed.</summary>
    static readonly TimeSpan StagingLifetime = TimeSpan.FromHours(1);

    static readonly IReadOnlyDictionary<string, string> NoMetadata = ImmutableDictionary<string, string>.Empty;

    readonly FolderKeys _keys;
    readonly FolderLocks _locks;

    /// <summary>Opens the folder and creates it where missing.</summary>
    /// <param name="root">The folder's path; relative paths are taken from the current directory.</param>
    /// <exception cref="LakeException">The folder cannot be created or written.</exception>
    public FolderObjectStore(string root)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(root);
        Location = Path.TrimEndingDirectorySeparator(Path.GetFullPath(root));
        _keys = new(Location);
        _locks = new(_keys.Locks);
        try
        {
            Directory.CreateDirectory(_keys.Staging);
            Directory.CreateDirectory(_keys.Locks);
            using (File.Create(NewStagingPath(), 1, FileOptions.DeleteOnClose))
            {
            }

            DeleteAbandonedWrites();
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw new LakeException($"The lake folder {Location} cannot be written ({fault.Message.TrimEnd('.')}). Set Lake__Root to a folder this user may write.", fault);
        }
    }

    /// <inheritdoc/>
    public override string Location { get; }

    /// <inheritdoc/>
    public override async Task<StoredObject?> OpenReadAsync(string key, CancellationToken cancellation = default)
    {
        var file = OpenFile(key);
        if (file is null)
        {
            return null;
        }

        try
        {
            var etag = await HashAsync(file, cancellation);
            file.Position = 0;
            return new StoredObject(new ObjectInfo(key, file.Length, etag, NoMetadata), file);
        }
        catch (Exception fault)
        {
            await file.DisposeAsync();
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
    public override async Task<PutResult> PutAsync(string key, Stream content, PutOptions options, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(content);
        ArgumentNullException.ThrowIfNull(options);
        var path = _keys.ToPath(key);
        var staged = NewStagingPath();
        try
        {
            var (etag, size) = await StageAsync(key, staged, content, cancellation);
            using var held = await _locks.AcquireAsync(key, cancellation);
            var present = await DescribeAsync(key, path, needsHash: options.OnlyIfETag is not null, size, cancellation);
            if ((options.OnlyIfAbsent && present is not null) || (options.OnlyIfETag is not null && present?.ETag != options.OnlyIfETag))
            {
                return PutResult.ConditionFailed;
            }

            if (present?.ETag != etag)
            {
                MoveIntoPlace(key, staged, path);
            }

            return new PutResult(true, etag);
        }
        finally
        {
            File.Delete(staged);
        }
    }

    /// <inheritdoc/>
    public override async Task DeleteAsync(string key, CancellationToken cancellation = default)
    {
        var path = _keys.ToPath(key);
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
        DeleteAbandonedWrites();
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

    string NewStagingPath() => Path.Combine(_keys.Staging, Guid.NewGuid().ToString("N"));

    FileStream? OpenFile(string key)
    {
        try
        {
            return new FileStream(_keys.ToPath(key), new FileStreamOptions
            {
                Mode = FileMode.Open,
                Access = FileAccess.Read,
                Share = FileShare.ReadWrite | FileShare.Delete,
                BufferSize = 1 << 16,
                Options = FileOptions.SequentialScan,
            });
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

    async Task<(string ETag, long Size)> StageAsync(string key, string staged, Stream content, CancellationToken cancellation)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.MD5);
        var buffer = ArrayPool<byte>.Shared.Rent(1 << 17);
        try
        {
            var file = CreateStaged(key, staged);
            await using (file)
            {
                int read;
                while ((read = await content.ReadAsync(buffer, cancellation)) > 0)
                {
                    hash.AppendData(buffer, 0, read);
                    Write(key, file, buffer.AsSpan(0, read));
                }

                return (Convert.ToHexStringLower(hash.GetHashAndReset()), file.Length);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    FileStream CreateStaged(string key, string staged)
    {
        try
        {
            Directory.CreateDirectory(_keys.Staging);
            return new FileStream(staged, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw LakeFaults.Writing(Location, key, fault);
        }
    }

    void Write(string key, FileStream file, ReadOnlySpan<byte> bytes)
    {
        try
        {
            file.Write(bytes);
        }
        catch (IOException fault)
        {
            throw LakeFaults.Writing(Location, key, fault);
        }
    }

    async Task<ObjectInfo?> DescribeAsync(string key, string path, bool needsHash, long size, CancellationToken cancellation)
    {
        // Most writes change the size or are unconditional: then the present content need not be read.
        var present = new FileInfo(path);
        if (!present.Exists)
        {
            return null;
        }

        return needsHash || present.Length == size
            ? await HeadAsync(key, cancellation)
            : new ObjectInfo(key, present.Length, "", NoMetadata);
    }

    void MoveIntoPlace(string key, string staged, string path)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                Directory.CreateDirectory(Path.GetDirectoryName(path)!);
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

    void DeleteAbandonedWrites()
    {
        var abandoned = DateTime.UtcNow - StagingLifetime;
        foreach (var file in new DirectoryInfo(_keys.Staging).EnumerateFiles().Where(f => f.LastWriteTimeUtc < abandoned))
        {
            file.Delete();
        }
    }

    static async Task<string> HashAsync(Stream content, CancellationToken cancellation) =>
        Convert.ToHexStringLower(await CryptographicOperations.HashDataAsync(HashAlgorithmName.MD5, content, cancellation));
}
