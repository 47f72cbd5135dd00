namespace AppleAnalytics.Catalog;

/// <summary>One delivery as a partition of a raw table.</summary>
/// <param name="ProcessingDate">The day Apple made it.</param>
/// <param name="AppId">Apple's identifier of the app.</param>
/// <param name="InstanceId">Apple's id of it.</param>
public readonly record struct RawPartition(DateOnly ProcessingDate, long AppId, string InstanceId);
