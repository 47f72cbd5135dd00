namespace AppleAnalytics.AthenaDouble;

/// <summary>What happens to the next query whose text contains something.</summary>
/// <param name="Contains">What its text contains.</param>
/// <param name="Kind">What happens.</param>
/// <param name="Reason">The reason Athena gives.</param>
public sealed record QueryFault(string Contains, QueryFaultKind Kind, string Reason = "");
