namespace AppleAnalytics.LocalHost.Engine;

/// <summary>Keeps a second process out of a state directory for as long as it is held.</summary>
internal sealed class StateDirectoryLock : IDisposable
{
    private readonly FileStream _file;

    private StateDirectoryLock(FileStream file) => _file = file;

    /// <exception cref="InvalidOperationException">Another process holds the directory.</exception>
    public static StateDirectoryLock Take(string directory)
    {
        Directory.CreateDirectory(directory);
        try
        {
            return new StateDirectoryLock(new FileStream(
                Path.Combine(directory, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException e)
        {
            throw new InvalidOperationException(
                $"The state directory '{Path.GetFullPath(directory)}' is in use by another process, and only one may use it: "
                + "stop that one, or set LocalHost__StateDir to another directory.",
                e);
        }
    }

    public void Dispose() => _file.Dispose();
}
