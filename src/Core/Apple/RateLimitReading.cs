namespace AppleAnalytics.Apple;

/// <summary>One reading of Apple's <c>X-Rate-Limit</c> header (Apple, "Identifying Rate Limits").</summary>
/// <param name="ObservedAt">When the answer came.</param>
/// <param name="HourLimit">Calls allowed in a rolling hour; null when not stated.</param>
/// <param name="HourRemaining">Calls left in the rolling hour; null when not stated or stated as -1.</param>
/// <param name="MinuteLimit">Calls allowed in a minute; null when not stated.</param>
/// <param name="MinuteRemaining">Calls left in the minute; null when not stated or stated as -1.</param>
public sealed record RateLimitReading(DateTimeOffset ObservedAt, int? HourLimit, int? HourRemaining, int? MinuteLimit, int? MinuteRemaining);
