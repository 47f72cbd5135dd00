using Microsoft.Azure.Functions.Worker;

namespace AppleAnalytics.Functions.Http;

/// <summary>Where to follow and steer a run: Durable Functions' own HTTP API. <c>{text}</c> and <c>{eventName}</c> are for the caller to fill in.</summary>
public sealed record ManagementUrls
{
    /// <summary>The run's id.</summary>
    public required string Id { get; init; }

    /// <summary>GET: status and output.</summary>
    public required string StatusQueryGetUri { get; init; }

    /// <summary>POST: raise an event.</summary>
    public required string SendEventPostUri { get; init; }

    /// <summary>POST: end it now.</summary>
    public required string TerminatePostUri { get; init; }

    /// <summary>POST: hold it.</summary>
    public required string SuspendPostUri { get; init; }

    /// <summary>POST: let it go on.</summary>
    public required string ResumePostUri { get; init; }

    /// <summary>DELETE: forget its history.</summary>
    public required string PurgeHistoryDeleteUri { get; init; }

    /// <summary>The addresses of a run. Those with a reason are made here, because the official payload carries <c>{{text}}</c> in them or lacks them.</summary>
    internal static ManagementUrls Of(string id, HttpManagementPayload payload)
    {
        var status = payload.StatusQueryGetUri ?? "";
        return new()
        {
            Id = id,
            StatusQueryGetUri = status,
            SendEventPostUri = payload.SendEventPostUri ?? Under(status, "raiseEvent/{eventName}", ""),
            TerminatePostUri = Under(status, "terminate", "reason={text}"),
            SuspendPostUri = Under(status, "suspend", "reason={text}"),
            ResumePostUri = Under(status, "resume", "reason={text}"),
            PurgeHistoryDeleteUri = payload.PurgeHistoryDeleteUri ?? status,
        };
    }

    static string Under(string status, string operation, string query)
    {
        var question = status.IndexOf('?', StringComparison.Ordinal);
        var (path, rest) = question < 0 ? (status, "") : (status[..question], status[(question + 1)..]);
        var all = string.Join('&', new[] { query, rest }.Where(q => q.Length > 0));
        return all.Length == 0 ? $"{path}/{operation}" : $"{path}/{operation}?{all}";
    }
}
