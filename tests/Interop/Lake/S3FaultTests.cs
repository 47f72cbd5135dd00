using System.Collections.Concurrent;
using System.Text;
using Amazon.Runtime;
using Amazon.S3;
using AppleAnalytics.Interop.Tests.Servers;
using AppleAnalytics.Lake;
using AppleAnalytics.Simulator;
using Microsoft.AspNetCore.Http;

namespace AppleAnalytics.Interop.Tests.Lake;

/// <summary>Faults between client and server lose nothing.</summary>
[Collection(S3Servers.Name)]
public sealed class S3FaultTests(Moto moto)
{
    [ServerFact]
    public async Task Run_ThroughFaults_LeavesTheRightLake()
    {
        await moto.StartedAsync();
        var account = CloudHost.Account with { Apps = 1 };
        var lakes = new List<SortedDictionary<string, string>>();
        foreach (var one in new[] { 0, 20 })
        {
            // Seeded, so that the same requests fail where requests come in the same order.
            var random = new Random(5);
            S3Fault[] faults = [S3Fault.SlowDown, S3Fault.InternalError, S3Fault.AnswerLost, S3Fault.Cut];
            await using var proxy = await FaultyS3.StartAsync(moto.Url, _ => one > 0 && random.Next(one) == 0 ? faults[random.Next(faults.Length)] : S3Fault.None);
            await using var apple = await SimulatorServer.StartAsync(account);
            var bucket = await moto.NewBucketAsync();
            using var host = new CloudHost(apple, proxy.Url, $"s3://{bucket}/lake", moto.Owner);

            var (code, said) = await host.RunAsync();

            Assert.True(code == 0, said);
            Assert.True(proxy.Given >= one / 4, $"{proxy.Given} requests failed.");
            using var client = moto.Client(moto.Owner);
            using var store = new S3ObjectStore(client, bucket, "lake");
            lakes.Add(await LakeObjects.HashesAsync(store, apple.BaseAddress));
        }

        LakeObjects.AssertSame(lakes[0], lakes[1], "with faults");
    }

    [ServerTheory]
    [InlineData(S3Fault.SlowDown)]
    [InlineData(S3Fault.InternalError)]
    [InlineData(S3Fault.Cut)]
    [InlineData(S3Fault.CutInside)]
    [InlineData(S3Fault.Silence)]
    [InlineData(S3Fault.AnswerLost)]
    public async Task OneFault_OfEveryOperation_IsOvercomeOrSaid(S3Fault fault)
    {
        var bucket = await moto.NewBucketAsync();
        var faults = new ConcurrentQueue<S3Fault>();
        await using var proxy = await FaultyS3.StartAsync(moto.Url, _ => faults.TryDequeue(out var next) ? next : S3Fault.None);
        using var store = Open(proxy.Url, bucket);
        var content = Encoding.UTF8.GetBytes(new string('x', 100_000));
        await store.PutAsync("k", content, PutOptions.Always);

        faults.Enqueue(fault);
        var read = await Attempt(() => store.ReadAsync("k"));
        Assert.Equal(content, read!.Value.Content);

        faults.Enqueue(fault);
        Assert.Equal(content.Length, (await Attempt(() => store.HeadAsync("k")))!.Size);

        faults.Enqueue(fault);
        var listed = await Attempt(async () =>
        {
            var keys = new List<string>();
            await foreach (var each in store.ListAsync(""))
            {
                keys.Add(each.Key);
            }

            return keys;
        });
        Assert.Equal(["k"], listed);

        // A change made by reading, changing and writing under a condition is made once, whether or not its own answer was lost.
        await store.PutJsonAsync("c.json", new Counter(1));
        faults.Enqueue(S3Fault.None);
        faults.Enqueue(fault);
        await Attempt(async () => await store.UpdateJsonAsync<Counter>("c.json", c => c!.Value == 1 ? new Counter(2) : c));
        Assert.Equal(2, (await store.ReadJsonAsync<Counter>("c.json"))!.Value);

        faults.Enqueue(fault);
        await Attempt(async () =>
        {
            await store.DeleteAsync("k");
            return true;
        });
        Assert.Null(await store.HeadAsync("k"));
    }

    // As an activity is tried again when what failed may pass.
    static async Task<T> Attempt<T>(Func<Task<T>> operation)
    {
        try
        {
            return await operation();
        }
        catch (TransientLakeException)
        {
            return await operation();
        }
    }

    static S3ObjectStore Open(string url, string bucket) => new(
        new AmazonS3Client(new BasicAWSCredentials("AKIAOWNER", "owner"), new AmazonS3Config
        {
            ServiceURL = url,
            AuthenticationRegion = "us-east-1",
            ForcePathStyle = true,
            RetryMode = RequestRetryMode.Standard,
            MaxErrorRetry = 2,
            Timeout = TimeSpan.FromMilliseconds(700),
            RequestChecksumCalculation = RequestChecksumCalculation.WHEN_REQUIRED,
            ResponseChecksumValidation = ResponseChecksumValidation.WHEN_REQUIRED,
        }),
        bucket,
        "lake");

    sealed record Counter(int Value);
}
