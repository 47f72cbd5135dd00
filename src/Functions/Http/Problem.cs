using Microsoft.AspNetCore.Http;

namespace AppleAnalytics.Functions.Http;

/// <summary>An error body (RFC 9457, <c>application/problem+json</c>).</summary>
public sealed record Problem
{
    /// <summary>What kind of problem it is, in few words.</summary>
    public required string Title { get; init; }

    /// <summary>The HTTP status.</summary>
    public required int Status { get; init; }

    /// <summary>What happened, and what to do.</summary>
    public required string Detail { get; init; }

    /// <summary>What is wrong with each field, and what is allowed. Default is none.</summary>
    public IReadOnlyDictionary<string, string>? Errors { get; init; }

    /// <summary>The answer that carries it.</summary>
    internal IResult ToResult() => Results.Json(this, HttpJson.Options, "application/problem+json", Status);

    /// <summary>There is no such run.</summary>
    internal static Problem NoRun(string id) => new()
    {
        Title = "No such run",
        Status = StatusCodes.Status404NotFound,
        Detail = $"There is neither an orchestration nor a run report with the id '{id}'; GET /api/runs lists the runs.",
    };
}
