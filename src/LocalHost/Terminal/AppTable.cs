using System.Globalization;
using AppleAnalytics.Coverage;
using Spectre.Console;

namespace AppleAnalytics.LocalHost.Terminal;

/// <summary>How every app stands, one line each, those that need somebody first.</summary>
internal static class AppTable
{
    /// <summary>Characters of a name that are shown; a longer one would push what to do off the line.</summary>
    const int NameWidth = 22;

    /// <summary>Shows it, with a line that counts the apps by how they stand.</summary>
    public static void Show(Screen screen, IReadOnlyList<AppStatus> apps)
    {
        var table = new Table { Border = TableBorder.None };
        foreach (var heading in new[] { "app", "id", "stands", "newest date", "tables", "missed", "what to do" })
        {
            table.AddColumn(new TableColumn(heading) { NoWrap = true });
        }

        foreach (var app in apps.OrderByDescending(a => a.Condition).ThenByDescending(a => a.WhatToDo.Length > 0).ThenBy(a => a.Id))
        {
            table.AddRow(
                new Text(Short(app.Name)),
                new Text(app.Id.ToString(CultureInfo.InvariantCulture)),
                new Text(JsonWord.Of(app.Condition) + (app.Since is { } since ? $" since {Amounts.Date(since)}" : "")),
                new Text(Amounts.Date(app.NewestDate)),
                new Text(Amounts.Count(app.Tables)),
                new Text(app.Missed == 0 ? "-" : Amounts.Count(app.Missed)),
                new Text(Clause(app.WhatToDo)));
        }

        screen.Table(table);
        screen.Line("Apps: " + string.Join(", ", apps.GroupBy(a => JsonWord.Of(a.Condition)).OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => $"{Amounts.Count(g.Count())} {g.Key}")) + ".");
    }

    /// <summary>What to do, without why: a line is one app's.</summary>
    static string Clause(string sentence) => sentence.Split(": ", 2)[0];

    /// <summary>A name cut to what the column holds.</summary>
    public static string Short(string name)
    {
        var letters = new StringInfo(name);
        return letters.LengthInTextElements <= NameWidth ? name : letters.SubstringByTextElements(0, NameWidth - 1) + "…";
    }
}
