namespace AppleAnalytics.Lake;

/// <summary>The result of a write.</summary>
/// <param name="Written">False when the condition did not hold; then nothing was changed.</param>
/// <param name="ETag">The entity tag of the content written; empty when nothing was.</param>
public readonly record struct PutResult(bool Written, string ETag)
{
    /// <summary>The condition did not hold (HTTP 412).</summary>
    public static PutResult ConditionFailed { get; } = new(false, "");
}
