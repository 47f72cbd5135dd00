namespace AppleAnalytics.Runs;

/// <summary>The body a webhook expects.</summary>
public enum AlertFormat
{
    /// <summary>Slack's incoming webhook: <c>text</c>.</summary>
    Slack,

    /// <summary>A Microsoft Teams workflow webhook: a message with an adaptive card.</summary>
    Teams,

    /// <summary>Plain JSON: run, state, text and the failures.</summary>
    Json,
}
