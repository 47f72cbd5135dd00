using System.Text.RegularExpressions;

namespace AppleAnalytics.AthenaDouble;

/// <summary>A query's life.</summary>
sealed class Query(string id, string sql)
{
    int _looks;

    public string Id => id;

    public string Sql => sql;

    public bool IsDdl => !sql.StartsWith("SELECT", StringComparison.Ordinal);

    /// <summary>The table it is about; empty for the database.</summary>
    public string Table { get; } = Regex.Match(sql, "[`\"][.][`\"]([^`\"$]+)").Groups[1].Value;

    public QueryFault? Fault { get; init; }

    public bool Stopped { get; set; }

    public bool IsRunning { get; private set; } = true;

    public string? Refusal { get; set; }

    public List<string?[]>? Rows { get; set; }

    /// <summary>Looks once more: the state, and the reason for one that is not good.</summary>
    public (string State, string? Reason) Look(int looksUntilEnd)
    {
        var ended = Stopped || (Fault?.Kind != QueryFaultKind.Endless && ++_looks > looksUntilEnd);
        IsRunning = !ended;
        return !ended ? ("RUNNING", null)
            : Stopped ? ("CANCELLED", "Query cancelled by user")
            : Refusal is not null ? ("FAILED", Refusal)
            : Fault?.Kind switch
            {
                QueryFaultKind.Failed or QueryFaultKind.FailedForNow => ("FAILED", Fault.Reason),
                QueryFaultKind.Cancelled => ("CANCELLED", Fault.Reason),
                _ => ("SUCCEEDED", null),
            };
    }
}
