using System.Net;
using System.Text.Json;
using Amazon.Runtime;
using Amazon.SecretsManager;
using Amazon.SecretsManager.Model;
using AppleAnalytics.Apple;

namespace AppleAnalytics.Security;

/// <summary>
/// The key in AWS Secrets Manager, the secret that <c>Apple__SecretName</c> names: JSON <c>{"issuerId", "keyId", "privateKey"}</c>, issuerId
/// absent for an individual key. It is read once an hour and when Apple no longer accepts it, so that a rotated key is taken up; while
/// Secrets Manager does not answer, the last one goes on being used.
/// </summary>
public sealed class SecretKeySource : AppleKeySource, IDisposable
{
    static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);

    /// <summary>A key that Apple refuses again and again is not read for every call.</summary>
    static readonly TimeSpan LeastAge = TimeSpan.FromSeconds(30);

    static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    readonly string _secret;
    readonly Lazy<IAmazonSecretsManager> _client;
    readonly TimeProvider _time;
    readonly SemaphoreSlim _reading = new(1);
    Read? _current;
    bool _isRefused;

    /// <summary>Nothing is read before it is needed.</summary>
    /// <param name="options">Names the secret.</param>
    /// <param name="client">Opens the client, which is disposed with the source.</param>
    /// <param name="time">The clock the age goes by.</param>
    public SecretKeySource(AppleOptions options, Func<IAmazonSecretsManager> client, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(time);
        _secret = options.SecretName ?? throw new ConfigurationException("Apple__SecretName is not set; set it to the name of the secret that holds the API key.");
        _client = new(client);
        _time = time;
    }

    /// <inheritdoc/>
    public override async ValueTask<AppleKey> GetAsync(CancellationToken cancellation = default)
    {
        if (_current is { } known && IsFresh(known))
        {
            return known.Key;
        }

        await _reading.WaitAsync(cancellation);
        try
        {
            if (_current is not { } current || !IsFresh(current))
            {
                _current = await ReadAsync(_current, cancellation);
                _isRefused = false;
            }

            return _current.Key;
        }
        finally
        {
            _reading.Release();
        }
    }

    /// <inheritdoc/>
    public override void Reject() => _isRefused = true;

    /// <inheritdoc/>
    public void Dispose()
    {
        _reading.Dispose();
        if (_client.IsValueCreated)
        {
            _client.Value.Dispose();
        }
    }

    bool IsFresh(Read read)
    {
        var age = _time.GetUtcNow() - read.At;
        return age < (_isRefused ? LeastAge : Lifetime);
    }

    async Task<Read> ReadAsync(Read? last, CancellationToken cancellation)
    {
        try
        {
            var response = await _client.Value.GetSecretValueAsync(new GetSecretValueRequest { SecretId = _secret }, cancellation);
            return new(Parse(response.SecretString), _time.GetUtcNow());
        }
        catch (AmazonServiceException fault) when (Lasting(fault) is { } said)
        {
            throw new ConfigurationException(said, fault);
        }
        catch (Exception fault) when (AwsFaults.IsOurs(fault, cancellation))
        {
            return last is not null
                ? last with { At = _time.GetUtcNow() - Lifetime + LeastAge }
                : throw new TransientAppleException($"The secret {_secret} with the App Store Connect API key could not be read now ({fault.GetType().Name}).");
        }
    }

    string? Lasting(AmazonServiceException fault) => fault switch
    {
        ResourceNotFoundException => $"There is no secret {_secret} in AWS Secrets Manager; set Apple__SecretName to the one that holds the API key, and Aws__Region to its region.",
        DecryptionFailureException => $"The secret {_secret} cannot be decrypted; give the role kms:Decrypt on its KMS key.",
        InvalidRequestException => $"The secret {_secret} holds no current value or is marked for deletion; put the API key into it.",
        { ErrorCode: "AccessDenied" or "AccessDeniedException" } or { StatusCode: HttpStatusCode.Forbidden } =>
            $"AWS does not let this role read the secret {_secret} ({fault.ErrorCode}); give it secretsmanager:GetSecretValue on it, as the policy of the AWS stack does.",
        { ErrorCode: "ExpiredTokenException" or "UnrecognizedClientException" or "InvalidClientTokenId" or "InvalidSignatureException" or "SignatureDoesNotMatch" } =>
            $"AWS does not accept the credentials with which the secret {_secret} was to be read ({fault.ErrorCode}); sign in again, or correct AWS_PROFILE.",
        _ => null,
    };

    AppleKey Parse(string? text)
    {
        Stored? stored = null;
        try
        {
            stored = text is null ? null : JsonSerializer.Deserialize<Stored>(text, Json);
        }
        catch (JsonException)
        {
            // The reason would quote the secret.
        }

        if (string.IsNullOrWhiteSpace(stored?.KeyId) || string.IsNullOrWhiteSpace(stored.PrivateKey))
        {
            throw new ConfigurationException(
                $"The secret {_secret} is not a JSON object with keyId, privateKey and, for a team key, issuerId; put the App Store Connect API key into it in that form.");
        }

        var pem = stored.PrivateKey.Replace("\\n", "\n", StringComparison.Ordinal);
        PrivateKeyPem.Import(pem, $"privateKey in the secret {_secret}").Dispose();
        return new(string.IsNullOrWhiteSpace(stored.IssuerId) ? null : stored.IssuerId.Trim(), stored.KeyId.Trim(), pem);
    }

    sealed record Stored(string? IssuerId, string? KeyId, string? PrivateKey);

    sealed record Read(AppleKey Key, DateTimeOffset At);
}
