namespace AppleAnalytics.Apple;

/// <summary>An app the API key can see.</summary>
/// <param name="Id">Apple's identifier, a number.</param>
/// <param name="Name">Its name today.</param>
/// <param name="BundleId">Its bundle id.</param>
/// <param name="Sku">Its SKU.</param>
public sealed record AppleApp(long Id, string Name, string BundleId, string Sku);
