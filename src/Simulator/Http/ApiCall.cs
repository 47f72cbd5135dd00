using System.Text.Json;
using AppleAnalytics.Simulator.Auth;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;

namespace AppleAnalytics.Simulator.Http;

/// <summary>One API call on its way: request, caller, and the document being answered.</summary>
internal sealed class ApiCall(HttpContext context, Caller caller)
{
    public HttpContext Context { get; } = context;

    public Caller Caller { get; } = caller;

    /// <summary>The id in the path; empty where the path has none.</summary>
    public string Id { get; set; } = "";

    /// <summary>Scheme and host as the client sees them; links start with it.</summary>
    public string Origin { get; } = $"{context.Request.Scheme}://{context.Request.Host}";

    /// <summary>The URL as called.</summary>
    public string Self { get; } = context.Request.GetEncodedUrl();

    public string? Query(string name) => Context.Request.Query.TryGetValue(name, out var values) ? string.Join(',', values.ToArray()) : null;

    /// <summary>Values of a comma-separated parameter, or null when it is not given.</summary>
    public HashSet<string>? Set(string name) => Query(name)?.Split(',').ToHashSet(StringComparer.Ordinal);

    public bool Includes(string relationship) => Set("include")?.Contains(relationship) == true;

    public int Limit => Query("limit") is { } limit ? int.Parse(limit, System.Globalization.CultureInfo.InvariantCulture) : 50;

    public void CheckParameters(Parameter[] allowed)
    {
        foreach (var (name, values) in Context.Request.Query)
        {
            var parameter = Array.Find(allowed, candidate => candidate.Name == name) ?? throw ApiException.IllegalParameter(name);
            parameter.Check(string.Join(',', values.ToArray()));
        }
    }

    public Task SendAsync(int status, Action<Utf8JsonWriter> write) => JsonReply.SendAsync(Context, status, write);
}
