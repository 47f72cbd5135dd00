namespace AppleAnalytics.Catalog;

/// <summary>What the files of a table are.</summary>
public enum TableFormat
{
    /// <summary>Parquet, read by column name.</summary>
    Parquet,

    /// <summary>Text with tabs, gzip, read by position; the first line is the header.</summary>
    TabText,
}
