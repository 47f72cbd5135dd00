namespace AppleAnalytics.Catalog;

/// <summary>A table that Athena has to have, and how it stands there.</summary>
/// <param name="Schema">What it has to be.</param>
/// <param name="Differences">How it differs; null when it is not there.</param>
/// <param name="NewProperties">The properties it is made with.</param>
public sealed record DeclaredTable(TableSchema Schema, TableDifferences? Differences, IReadOnlyDictionary<string, string> NewProperties)
{
    /// <summary>Our table; empty for the tables about the data.</summary>
    public string Source => Schema.Folder.Split('/') is ["curated" or "raw", var name, ..] ? name : "";

    /// <summary>Whether it is over Apple's files as they came.</summary>
    public bool IsRaw => Schema.Format == TableFormat.TabText;

    /// <summary>Whether statements can be run on it as it is.</summary>
    public bool IsReady => Differences is { IsNone: true };
}
