using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;

namespace AppleAnalytics.Interop.Tests.Servers;

/// <summary>A server that speaks S3, started when a test first asks for it, with a bucket of its own for every test.</summary>
public abstract class S3Server : IAsyncLifetime
{
    readonly Lazy<Task> _started;
    ServerProcess? _process;
    int _buckets;

    protected S3Server() => _started = new(async () => _process = await StartAsync());

    /// <summary>The server's address.</summary>
    public string Url => $"http://127.0.0.1:{_process!.Port}";

    /// <summary>The access key of one who may do everything.</summary>
    public abstract BasicAWSCredentials Owner { get; }

    public Task InitializeAsync() => Task.CompletedTask;

    /// <summary>Makes a bucket.</summary>
    /// <param name="versioned">Whether it keeps what is replaced and deleted.</param>
    /// <returns>Its name.</returns>
    public async Task<string> NewBucketAsync(bool versioned = false)
    {
        await StartedAsync();
        var name = $"lake-{Interlocked.Increment(ref _buckets)}";
        using var client = Client(Owner);
        await client.PutBucketAsync(name);
        if (versioned)
        {
            await client.PutBucketVersioningAsync(new() { BucketName = name, VersioningConfig = new S3BucketVersioningConfig { Status = VersionStatus.Enabled } });
        }

        return name;
    }

    /// <summary>A client of the server's S3; only when the server is started.</summary>
    public AmazonS3Client Client(AWSCredentials credentials) => new(credentials, new AmazonS3Config
    {
        ServiceURL = Url,
        AuthenticationRegion = "us-east-1",
        ForcePathStyle = true,
        RequestChecksumCalculation = RequestChecksumCalculation.WHEN_REQUIRED,
        ResponseChecksumValidation = ResponseChecksumValidation.WHEN_REQUIRED,
    });

    /// <summary>Starts the server where it is not.</summary>
    public Task StartedAsync() => _started.Value;

    public async Task DisposeAsync()
    {
        if (_process is not null)
        {
            await _process.DisposeAsync();
        }
    }

    private protected abstract Task<ServerProcess> StartAsync();
}
