namespace AppleAnalytics.Reports;

/// <summary>A column of the data dictionary that no report of Apple's sends.</summary>
/// <param name="Name">The curated column's name.</param>
/// <param name="Type">Athena's type.</param>
/// <param name="Meaning">What it is.</param>
public sealed record DictionaryColumn(string Name, string Type, string Meaning);
