namespace AppleAnalytics.Lake;

/// <summary>Turns what the file system says into what a person can act on.</summary>
internal static class LakeFaults
{
    // Linux ENOSPC and EDQUOT, macOS EDQUOT, Windows ERROR_HANDLE_DISK_FULL and ERROR_DISK_FULL.
    static readonly int[] NoSpace = [28, 122, 69, 39, 112];

    // Linux EWOULDBLOCK, macOS EWOULDBLOCK, Windows ERROR_SHARING_VIOLATION and ERROR_LOCK_VIOLATION.
    static readonly int[] InUse = [11, 35, 32, 33];

    public static bool IsNoSpace(IOException fault) => NoSpace.Contains(fault.HResult & 0xFFFF);

    public static bool IsInUse(IOException fault) => InUse.Contains(fault.HResult & 0xFFFF);

    public static Exception Writing(string location, string key, Exception fault) => fault switch
    {
        IOException full when IsNoSpace(full) => new TransientLakeException(
            $"The disk of the lake {location} is full: {key} could not be written and what was there is unchanged. Free some space or set Lake__Root to a larger disk.", fault),
        UnauthorizedAccessException => new LakeException(
            $"The lake {location} does not let this user write {key}. Give write permission or set Lake__Root to another folder.", fault),
        _ => new TransientLakeException($"{key} could not be written to the lake {location}: {fault.Message}", fault),
    };

    public static Exception Reading(string location, string key, Exception fault) => fault switch
    {
        UnauthorizedAccessException => new LakeException(
            $"The lake {location} does not let this user read {key}. Give read permission or set Lake__Root to another folder.", fault),
        _ => new TransientLakeException($"{key} could not be read from the lake {location}: {fault.Message}", fault),
    };
}
