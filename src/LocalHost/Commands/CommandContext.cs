using AppleAnalytics.LocalHost.Terminal;

namespace AppleAnalytics.LocalHost.Commands;

/// <summary>What every verb gets besides its own options.</summary>
/// <param name="Output">Where results go.</param>
/// <param name="WorkingDirectory">Relative paths and <c>local.settings.json</c> are looked for here.</param>
/// <param name="Verbose">Whether logs and the details of failures are shown too. Default is false.</param>
internal sealed record CommandContext(Screen Output, string WorkingDirectory, bool Verbose)
{
    /// <summary>The log of the state directory, once a verb has opened one; null until then.</summary>
    public string? LogFile { get; set; }

    /// <summary>A path of the user's as a full path.</summary>
    public string FullPath(string path) => Path.GetFullPath(path, WorkingDirectory);
}
