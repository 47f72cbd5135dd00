namespace AppleAnalytics.Simulator;

/// <summary>An app of the simulated account.</summary>
/// <param name="Id">Apple identifier, ten digits.</param>
/// <param name="Name">Name as it stands in reports; may hold any Unicode text, commas and quotes.</param>
/// <param name="BundleId">Bundle identifier.</param>
/// <param name="Sku">SKU.</param>
/// <param name="IsNew">Whether it had no report request when the server first started.</param>
/// <param name="IsTiny">Whether it often falls below Apple's floor of five users, so that usage reports are missing.</param>
/// <param name="SellsPurchases">Whether it has purchases; one that does not never gets a purchases instance.</param>
public sealed record SimulatorApp(
    long Id, string Name, string BundleId, string Sku, bool IsNew, bool IsTiny, bool SellsPurchases);
