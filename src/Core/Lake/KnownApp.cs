namespace AppleAnalytics.Lake;

/// <summary>One app the API key has shown.</summary>
public sealed record KnownApp
{
    /// <summary>Apple's identifier of the app.</summary>
    public required long Id { get; init; }

    /// <summary>The app's current name.</summary>
    public required string Name { get; init; }

    /// <summary>The bundle id.</summary>
    public string BundleId { get; init; } = "";

    /// <summary>The SKU.</summary>
    public string Sku { get; init; } = "";

    /// <summary>The day it was first seen.</summary>
    public DateOnly FirstSeen { get; init; }

    /// <summary>The day it was last seen.</summary>
    public DateOnly LastSeen { get; init; }
}
