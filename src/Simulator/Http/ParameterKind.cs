namespace AppleAnalytics.Simulator.Http;

/// <summary>What values a query parameter takes.</summary>
internal enum ParameterKind
{
    Text,
    Enumeration,
    Integer,
    Boolean,
    Date,
}
