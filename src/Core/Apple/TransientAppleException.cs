namespace AppleAnalytics.Apple;

/// <summary>
/// App Store Connect could not be reached or answered with a fault of its own, also after the retries made in the process;
/// the same call may succeed later. The message holds no token, no secret and no presigned URL, and there is no inner exception
/// that could: it goes into orchestration history.
/// </summary>
/// <param name="message">What was tried and how it failed.</param>
public sealed class TransientAppleException(string message) : Exception(message);
