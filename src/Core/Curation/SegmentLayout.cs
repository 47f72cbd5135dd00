namespace AppleAnalytics.Curation;

/// <summary>Which curated column each column of one segment is.</summary>
/// <param name="Columns">By place in the file, the place among the stored columns, or <see cref="MetricDate"/>.</param>
internal sealed record SegmentLayout(IReadOnlyList<int> Columns)
{
    /// <summary>Stands for the metric date, which is not stored but says where the row goes.</summary>
    public const int MetricDate = -1;
}
