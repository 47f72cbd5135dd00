namespace AppleAnalytics.Parquet;

/// <summary>How a Parquet file is cut and compressed.</summary>
public sealed record ParquetWriterOptions
{
    /// <summary>The defaults: Snappy, pages of 32,768 rows, row groups of 262,144 rows.</summary>
    public static ParquetWriterOptions Default { get; } = new();

    /// <summary>The compression of every page. Default is <see cref="ParquetCodec.Snappy"/>.</summary>
    public ParquetCodec Codec { get; init; } = ParquetCodec.Snappy;

    /// <summary>Most rows in one data page, from 1. Default is 32,768.</summary>
    public int RowsPerPage { get; init; } = 32_768;

    /// <summary>Most rows in one row group, from 1. Default is 262,144.</summary>
    public int RowsPerGroup { get; init; } = 262_144;
}
