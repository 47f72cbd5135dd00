using System.Runtime.CompilerServices;
using AppleAnalytics.Catalog;

namespace AppleAnalytics.Reports;

public class DataDictionaryTests
{
    const string Rewrite = "REWRITE_DATA_DICTIONARY";

    [Fact]
    public async Task The_page_is_what_the_catalogue_says()
    {
        var written = Page();
        if (Environment.GetEnvironmentVariable(Rewrite) == "1")
        {
            await File.WriteAllTextAsync(Path(), written);
        }

        Assert.True(
            File.Exists(Path()) && await File.ReadAllTextAsync(Path()) == written,
            $"docs/data-dictionary.md is not what the catalogue says. Write it anew: {Rewrite}=1 dotnet test tests/Core --filter DataDictionary; then commit it.");
    }

    [Fact]
    public void The_page_has_every_table_and_every_column_that_is_expected()
    {
        var page = Page();
        Assert.All(ReportCatalogue.All, table => Assert.Contains($"| `{table.Name}` | {table.Report} |", page, StringComparison.Ordinal));
        Assert.All(
            ReportCatalogue.All.SelectMany(t => t.Columns).Where(c => c.Expected).Select(c => $"| `{c.Name}` | {c.Header}").Distinct(),
            column => Assert.Contains(column, page, StringComparison.Ordinal));
        Assert.All(
            ReportCatalogue.All.SelectMany(t => t.DerivedMeasures).Select(m => m.Name),
            measure => Assert.Contains($"| `{measure}` | from", page, StringComparison.Ordinal));
    }

    [Fact]
    public void The_page_names_personal_data() => Assert.Contains("Personal data: `reviewer_nickname`", Page(), StringComparison.Ordinal);

    static string Page() => new DataDictionary(
        Columns(TableSchemas.Get(ReportCatalogue.Reviews).Columns),
        [.. ServiceTables.Names.Select(ServiceTables.Schema).Select(t => new DictionaryTable(t.Name, t.Comment, Columns(t.PartitionKeys), Columns(t.Columns)))]).Write();

    static IReadOnlyList<DictionaryColumn> Columns(IReadOnlyList<SchemaColumn> columns) => [.. columns.Select(c => new DictionaryColumn(c.Name, c.Type, c.Comment))];

    static string Path([CallerFilePath] string here = "") =>
        System.IO.Path.GetFullPath(System.IO.Path.Combine(System.IO.Path.GetDirectoryName(here)!, "../../../docs/data-dictionary.md"));
}
