using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace AppleAnalytics.Simulator.Http;

/// <summary>Writes a JSON document as the whole answer, with its length.</summary>
internal static class JsonReply
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static async Task SendAsync(HttpContext context, int status, Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>(4096);
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            write(json);
        }
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = buffer.WrittenCount;
        await context.Response.BodyWriter.WriteAsync(buffer.WrittenMemory, context.RequestAborted).ConfigureAwait(false);
    }

    public static Task SendAsync(HttpContext context, ApiException error, string id) => SendAsync(context, error.Status, json =>
    {
        json.WriteStartObject();
        json.WriteStartArray("errors");
        json.WriteStartObject();
        json.WriteString("id", id);
        json.WriteString("status", error.Status.ToString(System.Globalization.CultureInfo.InvariantCulture));
        json.WriteString("code", error.Code);
        json.WriteString("title", error.Title);
        json.WriteString("detail", error.Message);
        if ((error.Pointer ?? error.Parameter) is not null)
        {
            json.WriteStartObject("source");
            json.WriteString(error.Pointer is null ? "parameter" : "pointer", error.Pointer ?? error.Parameter);
            json.WriteEndObject();
        }
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
    });
}
