namespace AppleAnalytics.Reports;

/// <summary>A table of the data dictionary that no report feeds.</summary>
/// <param name="Name">The table's name.</param>
/// <param name="Meaning">What a row is, without a full stop.</param>
/// <param name="Keys">Its partition keys.</param>
/// <param name="Columns">Its columns in file order.</param>
public sealed record DictionaryTable(string Name, string Meaning, IReadOnlyList<DictionaryColumn> Keys, IReadOnlyList<DictionaryColumn> Columns);
