namespace AppleAnalytics.LocalHost.Commands;

/// <summary>What the process says to the shell when it ends.</summary>
public static class ExitCodes
{
    /// <summary>Everything asked for succeeded.</summary>
    public const int Success = 0;

    /// <summary>Something failed: an app, a table, a run, or the program itself.</summary>
    public const int Failure = 1;

    /// <summary>The command or its settings must be put right; nothing was started.</summary>
    public const int UserMistake = 2;

    /// <summary>Ended by Ctrl+C or SIGTERM before it was done (128 + SIGINT, as shells count).</summary>
    public const int Interrupted = 130;
}
