namespace AppleAnalytics.Parquet;

/// <summary>What a file's footer says of the values of one column, over all row groups.</summary>
/// <param name="Minimum">
/// The smallest value as bool, int, long, double, <see cref="DateOnly"/>, <see cref="DateTime"/> (UTC), decimal or string;
/// null when all values are null or a row group does not say.
/// </param>
/// <param name="Maximum">The largest value; null under the same conditions.</param>
/// <param name="NullCount">Rows without a value.</param>
public sealed record ParquetColumnStatistics(object? Minimum, object? Maximum, long NullCount);
