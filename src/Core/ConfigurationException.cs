namespace AppleAnalytics;

/// <summary>
/// A setting is missing or wrong. The message is one sentence for the person who must act: which key, what is wrong with it, what to set.
/// Hosts print it without a stack trace and end; secrets are never part of it.
/// </summary>
/// <param name="message">The sentence.</param>
/// <param name="innerException">What revealed the fault, or null.</param>
public sealed class ConfigurationException(string message, Exception? innerException = null) : Exception(message, innerException);
