namespace AppleAnalytics.LocalHost.Commands;

/// <summary>
/// Something the person at the terminal has to put right: a wrong option, a missing setting, a port that is taken.
/// The message is one sentence that says what to do; it is shown alone, and the process ends with <see cref="ExitCodes.UserMistake"/>.
/// </summary>
/// <param name="message">The sentence.</param>
/// <param name="innerException">What made it known, kept for <c>--verbose</c>; null when there is nothing more to see.</param>
public sealed class UserMistakeException(string message, Exception? innerException = null) : Exception(message, innerException);
