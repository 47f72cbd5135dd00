namespace AppleAnalytics.Runs;

/// <summary>Something that went wrong, for the person who must act.</summary>
/// <param name="AppId">Apple's identifier of the app; 0 when it concerns the whole run.</param>
/// <param name="App">The app's name; empty when it concerns the whole run.</param>
/// <param name="Table">The table; empty when it concerns the whole app.</param>
/// <param name="Message">What happened.</param>
/// <param name="WhatToDo">What to do about it; empty when the next run mends it by itself.</param>
public sealed record RunFailure(long AppId, string App, string Table, string Message, string WhatToDo)
{
    /// <summary>Whether a person must act.</summary>
    public bool NeedsPerson => WhatToDo.Length > 0;
}
