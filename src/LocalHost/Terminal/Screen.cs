using Spectre.Console;

namespace AppleAnalytics.LocalHost.Terminal;

/// <summary>
/// Where a verb shows its results: a terminal with colours and bars, or plain lines when the output goes to a file or a pipe.
/// </summary>
internal sealed class Screen
{
    // Wide enough for every table of ours; a pipe has no width of its own.
    const int PlainWidth = 160;

    readonly TextWriter _writer;

    public Screen(TextWriter writer)
    {
        _writer = writer;
        IsTerminal = ReferenceEquals(writer, Console.Out) && !Console.IsOutputRedirected;
        Ansi = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(writer),
            Ansi = IsTerminal ? AnsiSupport.Detect : AnsiSupport.No,
            ColorSystem = IsTerminal ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
            Interactive = IsTerminal ? InteractionSupport.Detect : InteractionSupport.No,
        });
        if (!IsTerminal)
        {
            Ansi.Profile.Width = PlainWidth;
        }
    }

    /// <summary>Whether somebody watches: then progress is drawn, else written line by line.</summary>
    public bool IsTerminal { get; }

    /// <summary>Spectre's view of the same output.</summary>
    public IAnsiConsole Ansi { get; }

    /// <summary>Writes one line as it stands, without markup and without wrapping.</summary>
    public void Line(string text = "") => _writer.WriteLine(text);

    /// <summary>Writes a table.</summary>
    public void Table(Table table) => Ansi.Write(table);
}
