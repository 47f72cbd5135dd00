namespace AppleAnalytics.LocalHost.Commands;

/// <summary>A run ended without a result; the message is the sentence to show.</summary>
/// <param name="message">What happened to which run.</param>
public sealed class RunFailedException(string message) : Exception(message);
