using System.Globalization;
using AppleAnalytics.Reports;

namespace AppleAnalytics.Curation;

/// <summary>
/// Which delivery a partition's rows come from, in a total order: the highest vintage that holds a date wins that date.
/// Order: processing date; then ONGOING over ONE_TIME_SNAPSHOT; then the request first seen later; then the instance id
/// (Apple, "Data Completeness and Corrections": use the latest instance, never merge).
/// </summary>
/// <param name="ProcessingDate">The instance's processing date.</param>
/// <param name="AccessType">The request's access type.</param>
/// <param name="RequestSequence">Place of the request among those the registry has seen for the app, from 1; a recreated request is later.</param>
/// <param name="InstanceId">Apple's id of the instance; compared ordinally.</param>
public sealed record Vintage(DateOnly ProcessingDate, AccessType AccessType, int RequestSequence, string InstanceId) : IComparable<Vintage>
{
    /// <inheritdoc/>
    public int CompareTo(Vintage? other)
    {
        if (other is null)
        {
            return 1;
        }

        var order = ProcessingDate.CompareTo(other.ProcessingDate);
        order = order != 0 ? order : AccessType.CompareTo(other.AccessType);
        order = order != 0 ? order : RequestSequence.CompareTo(other.RequestSequence);
        return order != 0 ? order : string.CompareOrdinal(InstanceId, other.InstanceId);
    }

    /// <summary>Whether the left vintage is older, so that it loses a date that both hold.</summary>
    public static bool operator <(Vintage left, Vintage right) => Comparer<Vintage>.Default.Compare(left, right) < 0;

    /// <summary>Whether the left vintage is newer, so that it wins a date that both hold.</summary>
    public static bool operator >(Vintage left, Vintage right) => Comparer<Vintage>.Default.Compare(left, right) > 0;

    /// <summary>Whether the left vintage is older or the same.</summary>
    public static bool operator <=(Vintage left, Vintage right) => Comparer<Vintage>.Default.Compare(left, right) <= 0;

    /// <summary>Whether the left vintage is newer or the same.</summary>
    public static bool operator >=(Vintage left, Vintage right) => Comparer<Vintage>.Default.Compare(left, right) >= 0;

    /// <summary>The one-line form kept in object metadata and in the Parquet file, such as <c>2026-11-20/ONGOING/1/abc</c>.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{ProcessingDate:yyyy-MM-dd}/{(AccessType == AccessType.Ongoing ? "ONGOING" : "ONE_TIME_SNAPSHOT")}/{RequestSequence}/{InstanceId}");

    /// <summary>Reads the one-line form.</summary>
    /// <exception cref="FormatException">The text is not a vintage.</exception>
    public static Vintage Parse(string text)
    {
        var parts = text.Split('/', 4);
        if (parts.Length == 4
            && DateOnly.TryParseExact(parts[0], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var processingDate)
            && parts[1] is "ONGOING" or "ONE_TIME_SNAPSHOT"
            && int.TryParse(parts[2], NumberStyles.None, CultureInfo.InvariantCulture, out var sequence)
            && parts[3].Length > 0)
        {
            return new(processingDate, parts[1] == "ONGOING" ? AccessType.Ongoing : AccessType.OneTimeSnapshot, sequence, parts[3]);
        }

        throw new FormatException($"'{text}' is not a vintage; expected processingDate/accessType/requestSequence/instanceId.");
    }
}
