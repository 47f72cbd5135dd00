using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace AppleAnalytics.Apple;

/// <summary>
/// Reads the pages of a list by following <c>links.next</c> as Apple gives it, and only to the API's own host; a link seen before
/// is a loop. Both have been met in practice, and both would otherwise send the token elsewhere or never end.
/// </summary>
internal sealed class ApplePager(AppleTransport transport, AppleOptions options)
{
    /// <summary>The pages of a list; the first failure is the last element.</summary>
    public async IAsyncEnumerable<AppleResult<Page<TDocument>>> PagesAsync<TDocument>(
        ApiCall first,
        JsonTypeInfo<TDocument> type,
        Func<TDocument, DocumentLinks?> links,
        ApiUsageMeter meter,
        [EnumeratorCancellation] CancellationToken cancellation)
        where TDocument : class
    {
        var seen = new HashSet<Uri> { first.Url };
        for (var call = first; call is not null;)
        {
            var answer = await transport.SendAsync(call, meter, cancellation);
            if (!answer.IsOk)
            {
                yield return answer.As<Page<TDocument>>();
                yield break;
            }

            var document = Parse(call, answer.Required, type);
            if (!document.IsOk)
            {
                yield return document.As<Page<TDocument>>();
                yield break;
            }

            var next = links(document.Required)?.Next;
            var following = Follow(call, next, seen);
            if (following is { IsOk: false })
            {
                yield return following.As<Page<TDocument>>();
                yield break;
            }

            call = following?.Value;
            yield return new() { Kind = AppleResultKind.Ok, Value = new(document.Required, answer.Required.Body, call is null) };
        }
    }

    /// <summary>Reads a document.</summary>
    public static AppleResult<TDocument> Parse<TDocument>(ApiCall call, ApiAnswer answer, JsonTypeInfo<TDocument> type)
        where TDocument : class
    {
        try
        {
            if (JsonSerializer.Deserialize(answer.Body, type) is { } document)
            {
                return new() { Kind = AppleResultKind.Ok, Value = document };
            }
        }
        catch (JsonException)
        {
            // Said below, without the parser's text, which quotes the document.
        }

        return new() { Kind = AppleResultKind.Unusable, Message = $"Apple's answer about {call.Subject} ({call.Endpoint}) is not the JSON document it should be." };
    }

    AppleResult<ApiCall>? Follow(ApiCall call, string? next, HashSet<Uri> seen)
    {
        if (string.IsNullOrEmpty(next))
        {
            return null;
        }

        if (!Uri.TryCreate(options.BaseUrl, next, out var url)
            || url.Scheme != options.BaseUrl.Scheme
            || !string.Equals(url.Authority, options.BaseUrl.Authority, StringComparison.OrdinalIgnoreCase))
        {
            return new() { Kind = AppleResultKind.Unusable, Message = $"Apple's list of {call.Endpoint} for {call.Subject} continues on another host, which is not followed." };
        }

        return seen.Add(url)
            ? new() { Kind = AppleResultKind.Ok, Value = call with { Url = url } }
            : new() { Kind = AppleResultKind.Unusable, Message = $"Apple's list of {call.Endpoint} for {call.Subject} leads back to a page already read; the list cannot be read whole." };
    }

    /// <summary>One page.</summary>
    /// <param name="Document">The document.</param>
    /// <param name="Body">The bytes it was read from.</param>
    /// <param name="IsLast">Whether there is no further page.</param>
    internal sealed record Page<TDocument>(TDocument Document, byte[] Body, bool IsLast);
}
