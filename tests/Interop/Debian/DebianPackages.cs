using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using AppleAnalytics.Readers;

namespace AppleAnalytics.Interop.Tests.Debian;

/// <summary>
/// Packages of a Debian suite, unpacked once into <c>artifacts/debian</c> beside the system's own, and shared by all test processes
/// of the clone.
/// </summary>
/// <param name="suite">The suite; <c>system</c> is the system's own.</param>
/// <param name="packages">The packages.</param>
/// <param name="withDependencies">Whether what they depend on and the system lacks is unpacked too; only from the system's own suite.</param>
sealed class DebianPackages(string suite, string[] packages, bool withDependencies = false)
{
    static readonly Lazy<string?> Reason = new(() =>
        string.Equals(Environment.GetEnvironmentVariable("CI"), "true", StringComparison.OrdinalIgnoreCase) ? null
        : !File.Exists("/etc/debian_version") || !File.Exists("/usr/share/keyrings/debian-archive-keyring.gpg") ? "needs Debian, from whose packages comes what it runs"
        : !File.Exists("/usr/bin/python3") ? "needs the system's python3"
        : null);

    readonly Lazy<string> _folder = new(() => Unpack(suite, packages, withDependencies));

    /// <summary>Why tests that need such packages are skipped, or null when they run.</summary>
    public static string? ReasonToSkip => Reason.Value;

    /// <summary>The folder they are unpacked in.</summary>
    public string Folder => _folder.Value;

    /// <summary>The folder of their Python modules.</summary>
    public string PythonPath => Path.Combine(Folder, "usr", "lib", "python3", "dist-packages");

    static string Unpack(string suite, string[] packages, bool withDependencies)
    {
        var key = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{suite} {string.Join(' ', packages)}")))[..12];
        var folder = Path.Combine(NodePackages.RepositoryRoot, "artifacts", "debian", key);
        var complete = Path.Combine(folder, ".complete");

        // Several test processes may come here at once; the first unpacks, the others wait for it.
        using var mutex = new Mutex(false, $"appleanalytics-debian-{key}");
        try
        {
            mutex.WaitOne();
        }
        catch (AbandonedMutexException)
        {
            // The process that held it died while unpacking; this one starts over and holds the mutex now.
        }

        try
        {
            if (!File.Exists(complete))
            {
                Run(folder, suite, packages, withDependencies);
                File.WriteAllText(complete, "");
            }
        }
        finally
        {
            mutex.ReleaseMutex();
        }

        return folder;
    }

    static void Run(string folder, string suite, string[] packages, bool withDependencies)
    {
        var start = new ProcessStartInfo("bash") { RedirectStandardError = true };
        foreach (var argument in (string[])[Path.Combine(AppContext.BaseDirectory, "Debian", "unpack"), .. (string[])(withDependencies ? ["--with-dependencies"] : []), folder, suite, .. packages])
        {
            start.ArgumentList.Add(argument);
        }

        using var unpack = Process.Start(start)!;
        var said = unpack.StandardError.ReadToEnd();
        unpack.WaitForExit();
        if (unpack.ExitCode != 0)
        {
            throw new InvalidOperationException($"{string.Join(", ", packages)} of Debian {suite} could not be unpacked ({unpack.ExitCode}): {said}");
        }
    }
}
