using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using AppleAnalytics.Security;
using Microsoft.Extensions.Logging;

namespace AppleAnalytics.Apple;

/// <summary>
/// Makes and keeps the ES256 token of the API key: lifetime 15 minutes (Apple allows 20), issued 60 seconds back, renewed three
/// minutes before its end. When Apple rejects it, the answer's Date header tells how wrong this machine's clock is.
/// </summary>
internal sealed class AppleTokenSource(AppleKeySource keys, TimeProvider time, ILogger<AppleTokenSource> logger) : IDisposable
{
    static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(15);
    static readonly TimeSpan BackDated = TimeSpan.FromSeconds(60);
    static readonly TimeSpan RenewBefore = TimeSpan.FromMinutes(3);
    static readonly TimeSpan ToleratedSkew = TimeSpan.FromSeconds(30);

    readonly SemaphoreSlim _mint = new(1);
    Token? _current;
    TimeSpan _skew;

    /// <summary>A token that Apple accepts for at least three minutes.</summary>
    public async ValueTask<string> GetAsync(CancellationToken cancellation)
    {
        if (_current is { } token && Usable(token))
        {
            return token.Text;
        }

        await _mint.WaitAsync(cancellation);
        try
        {
            if (_current is not { } current || !Usable(current))
            {
                _current = current = Mint(await keys.GetAsync(cancellation), time.GetUtcNow() + _skew);
            }

            return current.Text;
        }
        finally
        {
            _mint.Release();
        }
    }

    /// <summary>Apple did not accept a token: it is not used again, and the clock is corrected when it is off.</summary>
    /// <param name="rejected">The token.</param>
    /// <param name="serverTime">The time Apple's answer states, or null.</param>
    public void Reject(string rejected, DateTimeOffset? serverTime)
    {
        if (serverTime is { } there)
        {
            var skew = there - time.GetUtcNow();
            var corrected = skew.Duration() > ToleratedSkew ? skew : TimeSpan.Zero;
            if (corrected != TimeSpan.Zero)
            {
                AppleLog.ClockCorrected(logger, corrected.TotalSeconds);
            }

            _skew = corrected;
        }

        if (_current is { } current && current.Text == rejected)
        {
            keys.Reject();
            Interlocked.CompareExchange(ref _current, null, current);
        }
    }

    public void Dispose() => _mint.Dispose();

    bool Usable(Token token) => token.Expires - RenewBefore > time.GetUtcNow() + _skew;

    static Token Mint(AppleKey key, DateTimeOffset now)
    {
        var issued = now - BackDated;
        var expires = issued + Lifetime;
        var signed = $"{Part(json => { json.WriteString("alg", "ES256"); json.WriteString("kid", key.KeyId); json.WriteString("typ", "JWT"); })}.{Part(Claims)}";
        using var ecdsa = PrivateKeyPem.Import(key.PrivateKey, "The App Store Connect API key");
        var signature = ecdsa.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
        return new($"{signed}.{Base64Url.EncodeToString(signature)}", expires);

        void Claims(Utf8JsonWriter json)
        {
            if (key.IssuerId is { } issuer)
            {
                json.WriteString("iss", issuer);
            }
            else
            {
                json.WriteString("sub", "user");
            }

            json.WriteNumber("iat", issued.ToUnixTimeSeconds());
            json.WriteNumber("exp", expires.ToUnixTimeSeconds());
            json.WriteString("aud", "appstoreconnect-v1");
        }
    }

    static string Part(Action<Utf8JsonWriter> write)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }

        return Base64Url.EncodeToString(buffer.ToArray());
    }

    sealed class Token(string text, DateTimeOffset expires)
    {
        public string Text { get; } = text;

        public DateTimeOffset Expires { get; } = expires;
    }
}
