using AppleAnalytics.LocalHost.Commands;

namespace AppleAnalytics.LocalHost.Configuration;

/// <summary>
/// The directory of LocalHost's own files: the journal, its lock, the log, what the demo and the simulator remember.
/// Never inside the lake, and of one process at a time.
/// </summary>
/// <param name="Path">The full path.</param>
public sealed record StateDirectory(string Path)
{
    /// <summary>The key that names it.</summary>
    public const string Key = "LocalHost:StateDir";

    /// <summary>Where it is when nothing names it.</summary>
    public const string Default = "./.durable";

    /// <summary>The log of every process that used the directory.</summary>
    public string LogFile => System.IO.Path.Combine(Path, "localhost.log");

    /// <summary>What the simulator remembers between processes.</summary>
    public string SimulatorFile => System.IO.Path.Combine(Path, "simulator.json");

    /// <summary>Which demo was played here.</summary>
    public string DemoFile => System.IO.Path.Combine(Path, "demo.json");

    /// <summary>Checks the directory against the lake, and creates it.</summary>
    /// <param name="configured">What the settings say; null or blank is <see cref="Default"/>.</param>
    /// <param name="workingDirectory">Relative paths start here.</param>
    /// <param name="lakeRoot">The lake's root as configured; only a folder is compared.</param>
    /// <exception cref="UserMistakeException">It is inside the lake, or cannot be created or written.</exception>
    public static StateDirectory Open(string? configured, string workingDirectory, string lakeRoot)
    {
        ArgumentNullException.ThrowIfNull(lakeRoot);
        var path = System.IO.Path.GetFullPath(string.IsNullOrWhiteSpace(configured) ? Default : configured, workingDirectory);
        if (!lakeRoot.Contains("://", StringComparison.Ordinal) && IsInside(path, System.IO.Path.GetFullPath(lakeRoot, workingDirectory)))
        {
            throw new UserMistakeException($"The state directory {path} is inside the lake {lakeRoot}; set LocalHost__StateDir to a directory outside of it.");
        }

        WritableFolder.Require(path, "state directory", "LocalHost__StateDir");
        return new(path);
    }

    static bool IsInside(string path, string folder)
    {
        var relative = System.IO.Path.GetRelativePath(folder, path);
        return relative == "." || (!System.IO.Path.IsPathRooted(relative) && relative != ".." && !relative.StartsWith(".." + System.IO.Path.DirectorySeparatorChar, StringComparison.Ordinal));
    }
}
