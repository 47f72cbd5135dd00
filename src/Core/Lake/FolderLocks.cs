using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace AppleAnalytics.Lake;

/// <summary>
/// Makes "check, then replace" one step between threads and processes. A lock is an exclusively opened file, so the
/// operating system releases it when its holder dies; lock files are shared by stripes of keys and never deleted.
/// </summary>
internal sealed class FolderLocks(string folder)
{
    const int Stripes = 256;

    static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    // Threads of this process queue here, so that only processes ever poll for the file. The key is the lock file's path,
    // because two stores may be open on one root.
    static readonly ConcurrentDictionary<string, SemaphoreSlim> Gates = new(StringComparer.Ordinal);

    public async Task<IDisposable> AcquireAsync(string key, CancellationToken cancellation)
    {
        var stripe = SHA256.HashData(Encoding.UTF8.GetBytes(key))[0] % Stripes;
        var path = Path.Combine(folder, stripe.ToString("x2", System.Globalization.CultureInfo.InvariantCulture));
        var gate = Gates.GetOrAdd(path, _ => new SemaphoreSlim(1, 1));
        await gate.WaitAsync(cancellation);
        try
        {
            return new Held(gate, await OpenAsync(path, key, cancellation));
        }
        catch
        {
            gate.Release();
            throw;
        }
    }

    async Task<SafeFileHandle> OpenAsync(string path, string key, CancellationToken cancellation)
    {
        for (var waited = TimeSpan.Zero; ;)
        {
            try
            {
                return File.OpenHandle(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (DirectoryNotFoundException)
            {
                Directory.CreateDirectory(folder);
            }
            catch (IOException inUse) when (LakeFaults.IsInUse(inUse))
            {
                if (waited > Patience)
                {
                    throw new TransientLakeException($"Another process has held the lock for {key} for more than {Patience.TotalSeconds:0} seconds ({path}).", inUse);
                }

                var pause = TimeSpan.FromMilliseconds(Random.Shared.Next(1, 15));
                await Task.Delay(pause, cancellation);
                waited += pause;
            }
        }
    }

    sealed class Held(SemaphoreSlim gate, SafeFileHandle file) : IDisposable
    {
        public void Dispose()
        {
            file.Dispose();
            gate.Release();
        }
    }
}
