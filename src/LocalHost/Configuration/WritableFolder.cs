using AppleAnalytics.LocalHost.Commands;

namespace AppleAnalytics.LocalHost.Configuration;

/// <summary>Finds out before anything starts whether a folder can be written, because half-way is too late to say so.</summary>
internal static class WritableFolder
{
    /// <summary>Creates the folder when it is missing, and writes and removes a file in it.</summary>
    /// <exception cref="UserMistakeException">It cannot be done; the message names the setting to change.</exception>
    public static void Require(string path, string what, string setting)
    {
        try
        {
            Directory.CreateDirectory(path);
            var probe = Path.Combine(path, $".probe-{Environment.ProcessId}-{Guid.NewGuid():N}");
            File.WriteAllBytes(probe, []);
            File.Delete(probe);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException)
        {
            throw new UserMistakeException(
                $"The {what} {path} cannot be written; give this user write access or set {setting} to a folder that can be.", failure);
        }
    }
}
