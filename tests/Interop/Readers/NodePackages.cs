using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;

namespace AppleAnalytics.Readers;

/// <summary>
/// The npm packages of the independent readers, installed once into <c>artifacts/npm</c> and shared by all test processes of the clone.
/// </summary>
static class NodePackages
{
    static readonly string[] Packages =
    [
        "@duckdb/node-api@1.5.6-r.1",
        "@duckdb/node-bindings-linux-x64@1.5.6-r.1",
        "hyparquet@1.31.5",
        "hyparquet-compressors@1.1.2",
        "nodejs-polars@0.26.1",
        "nodejs-polars-linux-x64-gnu@0.26.1",
    ];

    static readonly Lazy<string> Folder = new(Install);

    /// <summary>The readers' script, beside its packages.</summary>
    public static string Script => Path.Combine(Folder.Value, "readers.mjs");

    /// <summary>The top folder of the clone.</summary>
    public static string RepositoryRoot { get; } = FindRoot();

    static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "AppleAnalytics.Durable.sln")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException($"{AppContext.BaseDirectory} is not inside a clone of the repository.");
    }

    static string Install()
    {
        var script = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Readers", "readers.mjs"));
        var key = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join(' ', Packages) + script)))[..12];
        var folder = Path.Combine(RepositoryRoot, "artifacts", "npm", key);
        var complete = Path.Combine(folder, ".complete");
        if (File.Exists(complete))
        {
            return folder;
        }

        // Several test processes may come here at once; the first installs, the others wait for it.
        using var mutex = new Mutex(false, $"appleanalytics-npm-{key}");
        try
        {
            mutex.WaitOne();
        }
        catch (AbandonedMutexException)
        {
            // The process that held it died while installing; this one starts over and holds the mutex now.
        }

        try
        {
            if (!File.Exists(complete))
            {
                Directory.CreateDirectory(folder);
                File.WriteAllText(Path.Combine(folder, "package.json"), """{ "private": true }""");
                File.WriteAllText(Path.Combine(folder, "readers.mjs"), script);
                RunNpm(folder);
                File.WriteAllText(complete, "");
            }
        }
        finally
        {
            mutex.ReleaseMutex();
        }

        return folder;
    }

    static void RunNpm(string folder)
    {
        var start = new ProcessStartInfo("npm") { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in (string[])["install", "--no-audit", "--no-fund", "--ignore-scripts", "--loglevel=error", .. Packages])
        {
            start.ArgumentList.Add(argument);
        }

        using var npm = Process.Start(start)!;
        var output = npm.StandardOutput.ReadToEndAsync();
        var errors = npm.StandardError.ReadToEnd();
        npm.WaitForExit();
        if (npm.ExitCode != 0)
        {
            throw new InvalidOperationException($"npm could not install the readers ({npm.ExitCode}): {errors}{output.Result}");
        }
    }
}
