using System.Text.Json;
using AppleAnalytics.Simulator.Data;
using Microsoft.AspNetCore.Http;

namespace AppleAnalytics.Simulator.Http;

/// <summary>Reads the body of POST analyticsReportRequests and refuses whatever Apple refuses.</summary>
internal static class CreateRequestBody
{
    public static async Task<(string App, ReportAccess Access)> ReadAsync(HttpRequest request, CancellationToken cancellation)
    {
        if (request.ContentType?.StartsWith("application/json", StringComparison.OrdinalIgnoreCase) != true)
        {
            throw new ApiException(
                415, "UNSUPPORTED_MEDIA_TYPE", "The request entity has an unsupported media type.",
                "Specify the Content-Type header as 'application/json'");
        }
        try
        {
            using var document = await JsonDocument.ParseAsync(request.Body, default, cancellation).ConfigureAwait(false);
            return Read(document.RootElement);
        }
        catch (JsonException)
        {
            throw ApiException.Entity(400, "ENTITY_INVALID", "The request body is not a valid JSON document.", "");
        }
    }

    private static (string App, ReportAccess Access) Read(JsonElement root)
    {
        var data = Member(root, "data") ?? throw Missing("ENTITY_ERROR", "data", "/data");
        if (Text(Member(data, "type")) != "analyticsReportRequests")
        {
            throw ApiException.Entity(409, "ENTITY_ERROR.TYPE.INVALID", "The type must be 'analyticsReportRequests'", "/data/type");
        }
        if (Member(data, "id") is not null)
        {
            throw ApiException.Entity(409, "ENTITY_ERROR.ID.NOT_ALLOWED", "An id may not be given on creation", "/data/id");
        }
        var attributes = Member(data, "attributes") ?? throw Missing("ENTITY_ERROR.ATTRIBUTE", "accessType", "/data/attributes/accessType");
        foreach (var attribute in attributes.EnumerateObject().Where(attribute => attribute.Name != "accessType"))
        {
            throw ApiException.Entity(
                409, "ENTITY_ERROR.ATTRIBUTE.UNKNOWN", $"'{attribute.Name}' is not an attribute on the resource 'analyticsReportRequests'",
                $"/data/attributes/{attribute.Name}");
        }
        var given = Member(attributes, "accessType") ?? throw Missing("ENTITY_ERROR.ATTRIBUTE", "accessType", "/data/attributes/accessType");
        if (!Names.TryAccess(Text(given), out var access))
        {
            throw ApiException.Entity(
                409, "ENTITY_ERROR.ATTRIBUTE.INVALID", $"'{given}' is not a valid value for the attribute 'accessType'",
                "/data/attributes/accessType");
        }
        if (Member(data, "relationships") is not { } relationships || Member(relationships, "app") is not { } app
            || Member(app, "data") is not { } linkage || Text(Member(linkage, "type")) != "apps"
            || Text(Member(linkage, "id")) is not { } id)
        {
            throw Missing("ENTITY_ERROR.RELATIONSHIP", "app", "/data/relationships/app");
        }
        return (id, access);
    }

    private static ApiException Missing(string code, string name, string pointer) => ApiException.Entity(
        409, code + ".REQUIRED", $"You must provide a value for '{name}' with this request", pointer);

    private static JsonElement? Member(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var member)
        && member.ValueKind is not JsonValueKind.Null ? member : null;

    private static string? Text(JsonElement? element) =>
        element is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;
}
