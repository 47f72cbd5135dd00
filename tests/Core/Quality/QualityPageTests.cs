using System.Runtime.CompilerServices;
using System.Text;

namespace AppleAnalytics.Quality;

/// <summary>docs/quality.md says of every rule and dimension what the code says.</summary>
public sealed class QualityPageTests
{
    const string Rewrite = "REWRITE_QUALITY_PAGE";

    [Fact]
    public async Task Page_IsWhatTheRulesSay()
    {
        var written = Page();
        if (Environment.GetEnvironmentVariable(Rewrite) == "1")
        {
            await File.WriteAllTextAsync(Place(), written);
        }

        Assert.True(
            File.Exists(Place()) && await File.ReadAllTextAsync(Place()) == written,
            $"docs/quality.md is not what the rules say. Write it anew: {Rewrite}=1 dotnet test tests/Core --filter QualityPage; then commit it.");
    }

    static string Page()
    {
        var page = new StringBuilder(
            """
            # The quality gate

            Generated from the rules in `src/Core/Quality`; a test fails when this page is stale and says how to write it anew.

            Every delivery is audited whole before the first of its dates is published. What the audit says stands in
            `quality/{table}/dt={processing date}/app_id={id}/{instance}.json`, summed up per table in the run report (`tables[].quality`), and is
            shown by `quality`.

            - A **warning** is worth knowing, and the rows are published. Whatever Apple may do by itself is no more than that: corrections,
              restatements, floors, new values and columns, old dates, rows that repeat.
            - An **error** is likely wrong: published, and somebody should look; `quality` ends with exit code 1.
            - A **critical** finding about the delivery keeps it out, one about a date keeps that date out. The partitions that stand stay as they
              are, the raw files are kept, the app's table is named in the run report with the rule and its numbers, and everything else goes on.
            - `Quality__Strict` makes every finding one step worse: warnings are errors, and errors keep out.

            ## Rules

            | rule | dimension | severity | why |
            |---|---|---|---|

            """.ReplaceLineEndings("\n"));
        foreach (var rule in QualityRules.All)
        {
            page.Append($"| `{rule.Name}` | {Word(rule.Dimension)} | {Word(rule.Severity)} | {rule.Why} |\n");
        }

        page.Append(
            """

            ## Dimensions

            Each is scored from 0 to 1; the score is their mean. What may be Apple's own doing costs at most half of its dimension, so that it never
            keeps anything out by itself at the default `Quality__MinScore` of 0.8.

            | dimension | score |
            |---|---|

            """.ReplaceLineEndings("\n"));
        foreach (var (dimension, definition) in QualityScores.Definitions.OrderBy(d => d.Key))
        {
            page.Append($"| {Word(dimension)} | {definition} |\n");
        }

        return page.ToString();
    }

    static string Word<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();

    static string Place([CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "../../../docs/quality.md"));
}
