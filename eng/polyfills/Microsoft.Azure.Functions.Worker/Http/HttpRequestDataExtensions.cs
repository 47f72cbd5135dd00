using System.Net;
using System.Text;
using Azure.Core.Serialization;

namespace Microsoft.Azure.Functions.Worker.Http;

public static class HttpRequestDataExtensions
{
    public static async Task<string?> ReadAsStringAsync(this HttpRequestData request, Encoding? encoding = null)
    {
        using var reader = OpenReader(request, encoding);
        return reader is null ? null : await reader.ReadToEndAsync().ConfigureAwait(false);
    }

    public static string? ReadAsString(this HttpRequestData request, Encoding? encoding = null)
    {
        using var reader = OpenReader(request, encoding);
        return reader?.ReadToEnd();
    }

    public static ValueTask<T?> ReadFromJsonAsync<T>(this HttpRequestData request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        return ReadFromJsonAsync<T>(request, WorkerSerializer.Of(request.FunctionContext), cancellationToken);
    }

    public static async ValueTask<T?> ReadFromJsonAsync<T>(
        this HttpRequestData request, ObjectSerializer serializer, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(serializer);
        var value = await serializer.DeserializeAsync(request.Body, typeof(T), cancellationToken).ConfigureAwait(false);
        return (T?)value;
    }

    public static HttpResponseData CreateResponse(this HttpRequestData request, HttpStatusCode statusCode)
    {
        ArgumentNullException.ThrowIfNull(request);
        var response = request.CreateResponse();
        response.StatusCode = statusCode;
        return response;
    }

    // The body belongs to the request, so the reader leaves it open.
    private static StreamReader? OpenReader(HttpRequestData request, Encoding? encoding)
    {
        ArgumentNullException.ThrowIfNull(request);
        return request.Body is null ? null : new StreamReader(request.Body, encoding ?? Encoding.UTF8, leaveOpen: true);
    }
}
