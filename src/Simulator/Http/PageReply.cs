using System.Buffers.Text;
using System.Globalization;
using System.Text;
using System.Text.Json;
using AppleAnalytics.Simulator.Data;
using AppleAnalytics.Simulator.Faults;
using Microsoft.AspNetCore.Http;

namespace AppleAnalytics.Simulator.Http;

/// <summary>Answers a list page by page: <c>links.self/first/next</c> and <c>meta.paging</c>, with opaque cursors.</summary>
internal static class PageReply
{
    /// <summary>Sends the page of <paramref name="items"/> that the call's cursor and limit name.</summary>
    public static Task SendAsync<T>(
        ApiCall call, IReadOnlyList<T> items, SimulatorFaults faults, Action<Utf8JsonWriter, T> write,
        Action<Utf8JsonWriter, IReadOnlyList<T>>? writeIncluded = null)
    {
        var limit = call.Limit;
        var check = PathCheck(call.Context.Request.Path.Value!);
        var offset = call.Query("cursor") is { } given ? ReadCursor(given, check) : 0;
        var page = items.Skip(offset).Take(limit).ToArray();
        var more = offset + page.Length < items.Count;

        // A looping server hands out the cursor of the page it just sent, from the second page on.
        var next = more ? WriteCursor(faults.PagingLoop && offset > 0 ? offset : offset + page.Length, check) : null;
        return call.SendAsync(200, json =>
        {
            json.WriteStartObject();
            json.WriteStartArray("data");
            foreach (var item in page)
            {
                write(json, item);
            }
            json.WriteEndArray();
            writeIncluded?.Invoke(json, page);
            json.WriteStartObject("links");
            json.WriteString("self", call.Self);
            if (offset > 0)
            {
                json.WriteString("first", Link(call, call.Origin, null));
            }
            if (next is not null)
            {
                json.WriteString("next", Link(call, faults.ForeignNextHost ? "https://mirror.example" : call.Origin, next));
            }
            json.WriteEndObject();
            json.WriteStartObject("meta");
            json.WriteStartObject("paging");
            json.WriteNumber("total", items.Count);
            json.WriteNumber("limit", limit);
            if (next is not null)
            {
                json.WriteString("nextCursor", next);
            }
            json.WriteEndObject();
            json.WriteEndObject();
            json.WriteEndObject();
        });
    }

    private static string Link(ApiCall call, string origin, string? cursor)
    {
        var request = call.Context.Request;
        var query = QueryString.Empty;
        if (cursor is not null)
        {
            query = query.Add("cursor", cursor);
        }
        foreach (var (name, values) in request.Query)
        {
            if (name != "cursor")
            {
                query = query.Add(name, string.Join(',', values.ToArray()));
            }
        }
        return origin + request.Path.ToUriComponent() + query.ToUriComponent();
    }

    /// <summary>A cursor is good for the path it was made for only.</summary>
    private static uint PathCheck(string path)
    {
        var hash = 0UL;
        foreach (var letter in path)
        {
            hash = Hash.Of(hash, letter);
        }
        return (uint)hash;
    }

    private static string WriteCursor(int offset, uint check) =>
        "AQ." + Base64Url.EncodeToString(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{offset}:{check}")));

    private static int ReadCursor(string cursor, uint check)
    {
        if (cursor.StartsWith("AQ.", StringComparison.Ordinal) && Base64Url.IsValid(cursor.AsSpan(3)))
        {
            var parts = Encoding.ASCII.GetString(Base64Url.DecodeFromChars(cursor.AsSpan(3))).Split(':');
            if (parts.Length == 2 && int.TryParse(parts[0], CultureInfo.InvariantCulture, out var offset) && offset >= 0
                && parts[1] == check.ToString(CultureInfo.InvariantCulture))
            {
                return offset;
            }
        }
        throw ApiException.InvalidParameter("cursor", cursor, " of this request");
    }
}
