using Microsoft.Azure.Functions.Worker.Http;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>Scheme and host as the caller knows them: a proxy's Forwarded header, else its X-Forwarded ones, else the request's.</summary>
internal static class RequestBaseUrl
{
    public static string Of(HttpRequestData request)
    {
        var scheme = request.Url.Scheme;
        foreach (var (name, value) in ForwardedPairs(request))
        {
            if (name == "proto")
            {
                scheme = value;
            }
        }

        foreach (var (name, value) in ForwardedPairs(request))
        {
            if (name == "host")
            {
                return $"{scheme}://{value}";
            }
        }

        scheme = First(request, "X-Forwarded-Proto") ?? scheme;
        return $"{scheme}://{First(request, "X-Forwarded-Host") ?? request.Url.Authority}";
    }

    private static IEnumerable<(string Name, string Value)> ForwardedPairs(HttpRequestData request) =>
        from pair in (First(request, "Forwarded") ?? string.Empty).Split(';')
        let parts = pair.Split('=')
        where parts.Length == 2
        select (parts[0].Trim(), parts[1].Trim());

    private static string? First(HttpRequestData request, string header) =>
        request.Headers.TryGetValues(header, out var values) ? values.FirstOrDefault() : null;
}
