using System.Net;
using System.Security.Cryptography;
using System.Text.Json;
using Amazon.Runtime;
using Amazon.SecretsManager;
using Amazon.SecretsManager.Model;
using AppleAnalytics.Apple;

namespace AppleAnalytics.Security;

public sealed class SecretKeySourceTests : IDisposable
{
    static readonly string Pem = Make();

    readonly ManualTime _time = new();
    readonly Vault _vault = new();
    readonly SecretKeySource _source;

    public SecretKeySourceTests() => _source = new(new() { SecretName = "apple/key" }, () => _vault, _time);

    public void Dispose()
    {
        _source.Dispose();
        _vault.Dispose();
    }

    [Fact]
    public async Task Get_IsReadOnceAnHour()
    {
        Hold("one");
        Assert.Equal(("I", "one", Pem), ((await _source.GetAsync()).IssuerId, (await _source.GetAsync()).KeyId, (await _source.GetAsync()).PrivateKey));
        Hold("two");
        _time.Advance(TimeSpan.FromMinutes(59));
        Assert.Equal("one", (await _source.GetAsync()).KeyId);

        _time.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal("two", (await _source.GetAsync()).KeyId);
        Assert.Equal(2, _vault.Reads);
    }

    [Fact]
    public async Task Reject_TakesUpTheRotatedKey_ButNotAtEveryCall()
    {
        Hold("one");
        await _source.GetAsync();
        Hold("two");
        _time.Advance(TimeSpan.FromMinutes(5));
        _source.Reject();
        Assert.Equal("two", (await _source.GetAsync()).KeyId);

        Hold("three");
        _source.Reject();
        Assert.Equal("two", (await _source.GetAsync()).KeyId);
        _time.Advance(TimeSpan.FromSeconds(31));
        Assert.Equal("three", (await _source.GetAsync()).KeyId);
    }

    [Fact]
    public async Task Get_SecretsManagerAwayLater_GoesOnWithTheLastKey()
    {
        Hold("one");
        await _source.GetAsync();
        _vault.Fault = new AmazonSecretsManagerException("busy", ErrorType.Receiver, "InternalServiceError", "r", HttpStatusCode.InternalServerError);
        _time.Advance(TimeSpan.FromHours(2));

        Assert.Equal("one", (await _source.GetAsync()).KeyId);
    }

    [Fact]
    public async Task Get_SecretsManagerAwayAtFirst_MayPass()
    {
        _vault.Fault = new AmazonSecretsManagerException("busy", ErrorType.Receiver, "InternalServiceError", "r", HttpStatusCode.InternalServerError);

        await Assert.ThrowsAsync<TransientAppleException>(() => _source.GetAsync().AsTask());
    }

    [Theory]
    [InlineData("""{"keyId":"K"}""", "is not a JSON object with keyId, privateKey")]
    [InlineData("-----BEGIN PRIVATE KEY----- MIGT", "is not a JSON object with keyId, privateKey")]
    [InlineData("""{"keyId":"K","privateKey":"MIGT"}""", "privateKey in the secret apple/key does not hold a P-256 private key")]
    public async Task Get_NoKeyInIt_SaysWhatToPutAndNotWhatWasThere(string text, string expected)
    {
        _vault.Text = text;

        var fault = await Assert.ThrowsAsync<ConfigurationException>(() => _source.GetAsync().AsTask());

        Assert.Contains(expected, fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("MIGT", fault.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_Refused_SaysWhatToDo()
    {
        foreach (var (refusal, expected) in new (Exception, string)[]
        {
            (new ResourceNotFoundException("no"), "There is no secret apple/key"),
            (new DecryptionFailureException("no"), "kms:Decrypt"),
            (new InvalidRequestException("no"), "marked for deletion"),
            (new AmazonSecretsManagerException("no", ErrorType.Sender, "AccessDeniedException", "r", HttpStatusCode.BadRequest), "secretsmanager:GetSecretValue"),
            (new AmazonSecretsManagerException("no", ErrorType.Sender, "ExpiredTokenException", "r", HttpStatusCode.BadRequest), "sign in again"),
        })
        {
            _vault.Fault = refusal;
            Assert.Contains(expected, (await Assert.ThrowsAsync<ConfigurationException>(() => _source.GetAsync().AsTask())).Message, StringComparison.Ordinal);
        }
    }

    void Hold(string keyId) => _vault.Text = JsonSerializer.Serialize(new { issuerId = "I", keyId, privateKey = Pem.Replace("\n", "\\n", StringComparison.Ordinal) });

    static string Make()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return key.ExportPkcs8PrivateKeyPem();
    }

    sealed class Vault() : AmazonSecretsManagerClient(new AnonymousAWSCredentials(), Amazon.RegionEndpoint.EUCentral1)
    {
        public string? Text { get; set; }

        public Exception? Fault { get; set; }

        public int Reads { get; private set; }

        public override Task<GetSecretValueResponse> GetSecretValueAsync(GetSecretValueRequest request, CancellationToken cancellationToken = default)
        {
            Reads++;
            Assert.Equal("apple/key", request.SecretId);
            return Fault is null ? Task.FromResult(new GetSecretValueResponse { SecretString = Text }) : Task.FromException<GetSecretValueResponse>(Fault);
        }
    }
}
