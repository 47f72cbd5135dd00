namespace AppleAnalytics.AthenaDouble;

/// <summary>Athena would refuse the statement, or fail it.</summary>
public sealed class RefusedException(string message) : Exception(message);
