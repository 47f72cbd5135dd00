namespace AppleAnalytics.Curation;

/// <summary>The keys of the metadata that every curated Parquet file carries about itself.</summary>
public static class PartitionMetadata
{
    /// <summary>The table's name.</summary>
    public const string Table = "appleanalytics.table";

    /// <summary>The metric date, YYYY-MM-DD.</summary>
    public const string Date = "appleanalytics.date";

    /// <summary>Apple's identifier of the app.</summary>
    public const string AppId = "appleanalytics.app_id";

    /// <summary>The vintage in its one-line form.</summary>
    public const string Vintage = "appleanalytics.vintage";

    /// <summary>Rows in the file.</summary>
    public const string Rows = "appleanalytics.rows";

    /// <summary>Sums of the summable measures as a JSON object with sorted keys and numbers as exact decimals.</summary>
    public const string Sums = "appleanalytics.sums";

    /// <summary>The version of the table's schema.</summary>
    public const string SchemaVersion = "appleanalytics.schema_version";
}
