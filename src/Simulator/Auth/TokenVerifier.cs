using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using AppleAnalytics.Simulator.Faults;

namespace AppleAnalytics.Simulator.Auth;

/// <summary>Checks bearer tokens as App Store Connect does: signature, header and every claim, with no leeway.</summary>
internal sealed class TokenVerifier(KeyRing keys, TimeProvider clock, FaultClock faults)
{
    private const long LongestLifeSeconds = 20 * 60;
    private const int MostRemembered = 4096;

    private readonly ConcurrentDictionary<string, Parsed> _verified = new(StringComparer.Ordinal);

    /// <summary>The caller of an Authorization header, or null when Apple would answer 401.</summary>
    public Caller? Verify(string? authorization)
    {
        const string Scheme = "Bearer ";
        if (authorization is null || !authorization.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }
        var token = authorization[Scheme.Length..];
        if (!_verified.TryGetValue(token, out var parsed))
        {
            parsed = Parse(token);
            if (parsed is null)
            {
                return null;
            }
            if (_verified.Count > MostRemembered)
            {
                _verified.Clear();
            }
            _verified[token] = parsed;
        }
        var now = clock.GetUtcNow().ToUnixTimeSeconds() + faults.Current.ClockSkewSeconds;
        return parsed.IssuedAt <= now && parsed.ExpiresAt > now && parsed.ExpiresAt - now <= LongestLifeSeconds ? parsed.Caller : null;
    }

    private Parsed? Parse(string token)
    {
        var parts = token.Split('.');
        if (parts.Length != 3 || !TryDecode(parts[0], out var header) || !TryDecode(parts[1], out var claims)
            || !TryDecode(parts[2], out var signature) || signature.Length != 64)
        {
            return null;
        }
        try
        {
            using var head = JsonDocument.Parse(header);
            using var body = JsonDocument.Parse(claims);
            if (Text(head, "alg") != "ES256" || Text(head, "typ") != "JWT" || keys.Find(Text(head, "kid")) is not { } key)
            {
                return null;
            }
            var signed = Encoding.ASCII.GetBytes(token[..token.LastIndexOf('.')]);
            return key.Verifies(signed, signature) ? Claims(body, key) : null;
        }
        catch (JsonException)
        {
            // Not JSON inside: to Apple this is a bad token like any other.
            return null;
        }
    }

    private static Parsed? Claims(JsonDocument body, ApiKey key)
    {
        var issuer = Text(body, "iss");
        var belongs = key.Credentials.IssuerId is { } expected
            ? issuer == expected && Text(body, "sub") is null
            : issuer is null && Text(body, "sub") == "user";
        if (!belongs || Text(body, "aud") != "appstoreconnect-v1"
            || Number(body, "iat") is not { } issued || Number(body, "exp") is not { } expires
            || expires <= issued || expires - issued > LongestLifeSeconds)
        {
            return null;
        }
        string[]? scope = null;
        if (body.RootElement.TryGetProperty("scope", out var entries))
        {
            if (entries.ValueKind != JsonValueKind.Array)
            {
                return null;
            }
            scope = [.. entries.EnumerateArray().Select(entry => entry.ToString())];
        }
        return new Parsed(new Caller(key, scope), issued, expires);
    }

    private static bool TryDecode(string text, out byte[] bytes)
    {
        bytes = [];
        if (text.Length == 0 || text.Contains('=') || !Base64Url.IsValid(text))
        {
            return false;
        }
        bytes = Base64Url.DecodeFromChars(text);
        return true;
    }

    private static string? Text(JsonDocument document, string name) =>
        document.RootElement.ValueKind == JsonValueKind.Object
        && document.RootElement.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;

    private static long? Number(JsonDocument document, string name) =>
        document.RootElement.ValueKind == JsonValueKind.Object
        && document.RootElement.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number
        && value.TryGetInt64(out var number)
            ? number
            : null;

    private sealed record Parsed(Caller Caller, long IssuedAt, long ExpiresAt);
}
