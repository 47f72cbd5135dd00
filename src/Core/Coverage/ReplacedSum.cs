namespace AppleAnalytics.Coverage;

/// <summary>What replacing dates by a snapshot did to a sum.</summary>
/// <param name="Measure">Table and measure, such as <c>downloads.counts</c>; <c>downloads.rows</c> counts rows.</param>
/// <param name="Before">The sum before.</param>
/// <param name="After">The sum after.</param>
public sealed record ReplacedSum(string Measure, decimal Before, decimal After);
