namespace AppleAnalytics.Lake;

public sealed class LakeMeterTests : IDisposable
{
    readonly FakeS3 _s3 = new();
    readonly S3ObjectStore _store;

    public LakeMeterTests() => _store = _s3.Store();

    public void Dispose()
    {
        _store.Dispose();
        _s3.Dispose();
    }

    [Fact]
    public async Task MeasureAsync_AStep_CountsEveryRequestItMakes()
    {
        var used = await MeasureAsync(async () =>
        {
            await _store.PutAsync("a", "hello"u8.ToArray(), PutOptions.IfAbsent);
            await _store.ReadAsync("a");
            await _store.HeadAsync("a");
            await _store.ReadAsync("absent");
            await foreach (var _ in _store.ListAsync(""))
            {
            }

            await _store.DeleteAsync("a");
        });

        Assert.Equal(new LakeUsage { Reads = 3, Writes = 1, Lists = 1, Deletes = 1, BytesRead = 5, BytesWritten = 5 }, used);
        Assert.Equal(_s3.Requests.Count, used.Reads + used.Writes + used.Lists + used.Deletes);
    }

    [Fact]
    public async Task MeasureAsync_ALargeObject_CountsItsParts()
    {
        using var content = new MemoryStream(new byte[20 << 20]);

        var used = await MeasureAsync(() => _store.PutAsync("large", content, PutOptions.Always));

        Assert.Equal(_s3.Requests.Count, used.Reads + used.Writes + used.Lists + used.Deletes);
        Assert.Equal(5, used.Writes);
        Assert.Equal(20 << 20, used.BytesWritten);
    }

    [Fact]
    public async Task MeasureAsync_StepsSideBySide_EachCountsItsOwn()
    {
        var all = await Task.WhenAll(Enumerable.Range(1, 8).Select(n => MeasureAsync(async () =>
        {
            for (var i = 0; i < n; i++)
            {
                await _store.PutAsync($"{n}/{i}", "x"u8.ToArray(), PutOptions.IfAbsent);
            }
        })));

        Assert.Equal(Enumerable.Range(1, 8), all.Select(u => u.Writes));
    }

    [Fact]
    public async Task MeasureAsync_ARequestTriedAgain_CountsOnce()
    {
        _s3.Faults.Enqueue((HttpMethod.Get, System.Net.HttpStatusCode.ServiceUnavailable, "SlowDown", false));

        var used = await MeasureAsync(() => _store.ReadAsync("absent"));

        Assert.Equal(2, _s3.Requests.Count);
        Assert.Equal(1, used.Reads);
    }

    static Task<LakeUsage> MeasureAsync(Func<Task> step) => LakeMeter.MeasureAsync(
        async () =>
        {
            await step();
            return LakeUsage.None;
        },
        (_, used) => used);
}
