namespace AppleAnalytics.Lake;

/// <summary>What a store knows of an object without reading it.</summary>
/// <param name="Key">The object's key.</param>
/// <param name="Size">Size in bytes.</param>
/// <param name="ETag">The entity tag, which changes whenever the content does; empty in listings of stores that do not give it.</param>
/// <param name="Metadata">The object's own metadata with lower-case names; empty where a store keeps none (a folder).</param>
public sealed record ObjectInfo(string Key, long Size, string ETag, IReadOnlyDictionary<string, string> Metadata);
