namespace AppleAnalytics.Catalog;

/// <summary>Which partitions to register: all that are marked, also by earlier runs.</summary>
public sealed record RegisterInput;
