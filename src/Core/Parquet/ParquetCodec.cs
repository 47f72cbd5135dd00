namespace AppleAnalytics.Parquet;

/// <summary>How the pages of a Parquet file are compressed.</summary>
public enum ParquetCodec
{
    /// <summary>Not at all.</summary>
    Uncompressed,

    /// <summary>Snappy: fast, and read by everything that reads Parquet.</summary>
    Snappy,

    /// <summary>Gzip: smaller and slower.</summary>
    Gzip,
}
