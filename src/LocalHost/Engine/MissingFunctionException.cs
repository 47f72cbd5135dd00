namespace AppleAnalytics.LocalHost.Engine;

/// <summary>A function was called that does not exist.</summary>
internal sealed class MissingFunctionException(string name) : Exception($"There is no function '{name}'.");
