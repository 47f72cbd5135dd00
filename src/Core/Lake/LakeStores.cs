namespace AppleAnalytics.Lake;

/// <summary>Opens the store the options name.</summary>
public static class LakeStores
{
    /// <summary>Opens the lake; a folder is created where missing and tried for writing.</summary>
    /// <exception cref="ConfigurationException">The lake cannot be used; the message says what to set.</exception>
    public static ObjectStore Open(LakeOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        try
        {
            return new FolderObjectStore(options.Root);
        }
        catch (LakeException fault)
        {
            throw new ConfigurationException(fault.Message, fault);
        }
    }
}
