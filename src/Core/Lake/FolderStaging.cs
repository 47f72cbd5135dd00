using System.Buffers;
using System.Security.Cryptography;
using Microsoft.Win32.SafeHandles;

namespace AppleAnalytics.Lake;

/// <summary>The folder in which writes are prepared before they are moved into place.</summary>
internal sealed class FolderStaging(string folder, string location)
{
    /// <summary>A write in the making changes its file all the time; one untouched that long was killed.</summary>
    static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);

    /// <summary>Creates the folder, tries it for writing, and tidies up.</summary>
    public void Prepare()
    {
        Directory.CreateDirectory(folder);
        using (File.Create(NewPath(), 1, FileOptions.DeleteOnClose))
        {
        }

        DeleteAbandoned();
    }

    /// <summary>Deletes what killed processes left an hour ago or earlier.</summary>
    public void DeleteAbandoned()
    {
        var abandoned = DateTime.UtcNow - Lifetime;
        foreach (var file in new DirectoryInfo(folder).EnumerateFiles().Where(f => f.LastWriteTimeUtc < abandoned))
        {
            file.Delete();
        }
    }

    public string NewPath() => Path.Combine(folder, Guid.NewGuid().ToString("N"));

    public void Write(string key, string path, ReadOnlySpan<byte> content)
    {
        using var file = Create(key, path);
        Write(key, file, 0, content);
    }

    public async Task<(string ETag, long Size)> WriteAsync(string key, string path, Stream content, CancellationToken cancellation)
    {
        using var hash = IncrementalHash.CreateHash(EntityTag.Algorithm);
        var buffer = ArrayPool<byte>.Shared.Rent(EntityTag.BufferBytes);
        try
        {
            using var file = Create(key, path);
            var size = 0L;
            int read;

            // A local file is read faster than the reading is handed to another thread.
            while ((read = content is FileStream ? content.Read(buffer) : await content.ReadAsync(buffer, cancellation)) > 0)
            {
                hash.AppendData(buffer, 0, read);
                Write(key, file, size, buffer.AsSpan(0, read));
                size += read;
            }

            return (Convert.ToHexStringLower(hash.GetHashAndReset()), size);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    SafeFileHandle Create(string key, string path)
    {
        try
        {
            try
            {
                return File.OpenHandle(path, FileMode.CreateNew, FileAccess.Write);
            }
            catch (DirectoryNotFoundException)
            {
                Directory.CreateDirectory(folder);
                return File.OpenHandle(path, FileMode.CreateNew, FileAccess.Write);
            }
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw LakeFaults.Writing(location, key, fault);
        }
    }

    void Write(string key, SafeFileHandle file, long offset, ReadOnlySpan<byte> bytes)
    {
        try
        {
            RandomAccess.Write(file, bytes, offset);
        }
        catch (IOException fault)
        {
            throw LakeFaults.Writing(location, key, fault);
        }
    }
}
