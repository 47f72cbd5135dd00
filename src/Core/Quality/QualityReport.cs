using System.Text.Json.Serialization;
using AppleAnalytics.Curation;
using AppleAnalytics.Reports;

namespace AppleAnalytics.Quality;

/// <summary>What the audit of one instance says; stands under <c>quality/</c>. Holds no clock time and no run id.</summary>
public sealed record QualityReport
{
    /// <summary>The shape of this file. Is 1.</summary>
    public int Version { get; init; } = 1;

    /// <summary>Our table.</summary>
    public required string Table { get; init; }

    /// <summary>Apple's identifier of the app.</summary>
    public required long AppId { get; init; }

    /// <summary>The instance's processing date.</summary>
    public required DateOnly ProcessingDate { get; init; }

    /// <summary>Apple's id of the instance.</summary>
    public required string InstanceId { get; init; }

    /// <summary>The request's access type.</summary>
    public required AccessType AccessType { get; init; }

    /// <summary>Data rows of the instance.</summary>
    public required long RowsIn { get; init; }

    /// <summary>Rows under <c>quarantine/</c>.</summary>
    public required long RowsQuarantined { get; init; }

    /// <summary>Rejected rows by reason.</summary>
    public required IReadOnlyDictionary<string, long> RejectReasons { get; init; }

    /// <summary>How the headers differ from the catalogue.</summary>
    public required SchemaDrift Drift { get; init; }

    /// <summary>The mean of the dimensions, 0 to 1.</summary>
    public required double Score { get; init; }

    /// <summary>The eight dimensions, each 0 to 1.</summary>
    public required IReadOnlyDictionary<QualityDimension, double> Dimensions { get; init; }

    /// <summary>Whether the whole instance is kept out.</summary>
    public required bool Blocked { get; init; }

    /// <summary>What was found, worst first.</summary>
    public required IReadOnlyList<QualityFinding> Findings { get; init; }

    /// <summary>The dates the instance holds, ascending.</summary>
    public required IReadOnlyList<AuditedDate> Dates { get; init; }

    /// <summary>The findings that keep the instance or a date out.</summary>
    [JsonIgnore]
    public IEnumerable<QualityFinding> BlockingFindings => Findings.Where(f => f.Blocks);

    /// <summary>Share of empty fields by curated column, 0 to 1, of the columns that have any.</summary>
    public IReadOnlyDictionary<string, double> EmptyShares { get; init; } = new Dictionary<string, double>();

    /// <summary>Whether every finding is one step worse than its rule says.</summary>
    public bool Strict { get; init; }

    /// <summary>Whether a date is kept out, by itself or with the whole instance.</summary>
    public bool IsBlocked(DateOnly date) => Blocked || Dates.Any(d => d.Date == date && d.Blocked);
}
