namespace AppleAnalytics.Curation;

/// <summary>How an instance's header line differs from the catalogue.</summary>
/// <param name="MissingRequired">Headers the table requires and the instance lacks; such an instance fails.</param>
/// <param name="MissingOptional">Headers the table knows, does not require, and the instance lacks; their columns are null.</param>
/// <param name="Unknown">Curated names of the extra string columns made of headers the table does not know.</param>
/// <param name="Reordered">Whether the known headers stand in another order than the catalogue's.</param>
public sealed record SchemaDrift(
    IReadOnlyList<string> MissingRequired,
    IReadOnlyList<string> MissingOptional,
    IReadOnlyList<string> Unknown,
    bool Reordered)
{
    /// <summary>No difference.</summary>
    public static SchemaDrift None { get; } = new([], [], [], false);

    /// <summary>The differences in plain words, one sentence each; empty when there are none.</summary>
    public IEnumerable<string> ToSentences()
    {
        foreach (var header in MissingRequired)
        {
            yield return $"The required column '{header}' is missing.";
        }

        foreach (var header in MissingOptional)
        {
            yield return $"The column '{header}' is missing; its values are null.";
        }

        foreach (var name in Unknown)
        {
            yield return $"There is a new column; it is kept as text under the name {name}.";
        }

        if (Reordered)
        {
            yield return "The columns come in another order than before.";
        }
    }
}
