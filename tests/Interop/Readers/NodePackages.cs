using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;

namespace AppleAnalytics.Readers;

/// <summary>
/// npm packages and the scripts that use them. Packages are installed once into <c>artifacts/npm</c> and shared by all test
/// processes of the clone; scripts are laid beside them, so that node finds the packages.
/// </summary>
/// <param name="packages">The packages with their versions.</param>
/// <param name="files">The scripts and the data they read, under the output folder.</param>
sealed class NodePackages(string[] packages, params string[] files)
{
    /// <summary>DuckDB, hyparquet and Polars.</summary>
    public static NodePackages Readers { get; } = new(
        [
            "@duckdb/node-api@1.5.6-r.1",
            "@duckdb/node-bindings-linux-x64@1.5.6-r.1",
            "hyparquet@1.31.5",
            "hyparquet-compressors@1.1.2",
            "nodejs-polars@0.26.1",
            "nodejs-polars-linux-x64-gnu@0.26.1",
        ],
        "Readers/readers.mjs");

    /// <summary>A parser of Bicep, and AWS's specification of CloudFormation resources.</summary>
    public static NodePackages Infrastructure { get; } = new(
        ["tree-sitter-bicep@1.1.0", "web-tree-sitter@0.27.1", "@aws-cdk/aws-service-spec@0.1.216"],
        "Infrastructure/bicep-check.mjs",
        "Infrastructure/bicep-file.mjs",
        "Infrastructure/bicep-types.mjs",
        "Infrastructure/azure-types.json",
        "Infrastructure/cloudformation-check.mjs");

    /// <summary>A grammar of Trino's SQL.</summary>
    public static NodePackages Sql { get; } = new(["dt-sql-parser@4.5.1", "esbuild@0.28.2"], "Sql/trino-grammar.mjs");

    readonly Lazy<string> _folder = new(() => Prepare(packages, files));

    /// <summary>The top folder of the clone.</summary>
    public static string RepositoryRoot { get; } = FindRoot();

    /// <summary>The path of a script beside its packages.</summary>
    public string Script(string name) => Path.Combine(_folder.Value, name);

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

    static string Prepare(string[] packages, string[] files)
    {
        var installed = Install(packages);
        var contents = files.Select(f => (Name: Path.GetFileName(f), Text: File.ReadAllText(Path.Combine(AppContext.BaseDirectory, f)))).ToList();
        var folder = Path.Combine(installed, "scripts-" + Key(string.Concat(contents.Select(c => c.Name + c.Text))));
        Directory.CreateDirectory(folder);
        foreach (var (name, text) in contents)
        {
            // Another process may be starting the same script: it sees all of it or none.
            var part = Path.Combine(folder, $"{name}.{Environment.ProcessId}");
            File.WriteAllText(part, text);
            File.Move(part, Path.Combine(folder, name), overwrite: true);
        }

        return folder;
    }

    static string Install(string[] packages)
    {
        var key = Key(string.Join(' ', packages));
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
                RunNpm(folder, packages);
                File.WriteAllText(complete, "");
            }
        }
        finally
        {
            mutex.ReleaseMutex();
        }

        return folder;
    }

    static void RunNpm(string folder, string[] packages)
    {
        var start = new ProcessStartInfo("npm") { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in (string[])["install", "--no-audit", "--no-fund", "--ignore-scripts", "--loglevel=error", .. packages])
        {
            start.ArgumentList.Add(argument);
        }

        using var npm = Process.Start(start)!;
        var output = npm.StandardOutput.ReadToEndAsync();
        var errors = npm.StandardError.ReadToEnd();
        npm.WaitForExit();
        if (npm.ExitCode != 0)
        {
            throw new InvalidOperationException($"npm could not install {string.Join(", ", packages)} ({npm.ExitCode}): {errors}{output.Result}");
        }
    }

    static string Key(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..12];
}
