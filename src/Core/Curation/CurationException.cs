namespace AppleAnalytics.Curation;

/// <summary>
/// An instance cannot be curated: its bytes are damaged, are no report, or go beyond what a report can be.
/// The message names table, app and segment and says what to do; trying again does not help until the raw segment is replaced.
/// </summary>
/// <param name="message">The sentence for the person who must act.</param>
/// <param name="inner">What was noticed first, if anything.</param>
public sealed class CurationException(string message, Exception? inner = null) : Exception(message, inner);
